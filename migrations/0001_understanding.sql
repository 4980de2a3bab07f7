CREATE TABLE `query_counts` (
	`collection_id` integer NOT NULL,
	`day` integer NOT NULL,
	`query` text NOT NULL,
	`language` text NOT NULL,
	`searches` integer NOT NULL,
	`empty` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`collection_id`, `day`, `query`)
);
--> statement-breakpoint
CREATE TABLE `word_rules` (
	`collection_id` integer NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`body` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`collection_id`, `kind`, `id`)
);
--> statement-breakpoint
ALTER TABLE `collections` ADD `lexicon` text;--> statement-breakpoint
ALTER TABLE `collections` ADD `understanding_version` integer DEFAULT 0 NOT NULL;