CREATE INDEX `documents_by_key` ON `documents` (`key`,`collection_id`,`id`);--> statement-breakpoint
CREATE INDEX `facet_values_by_field` ON `facet_values` (`field`,`doc`,`value`);