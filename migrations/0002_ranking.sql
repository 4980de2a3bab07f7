CREATE TABLE `audit_log` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`tenant` text NOT NULL,
	`collection_id` integer NOT NULL,
	`subject` text NOT NULL,
	`subject_id` text NOT NULL,
	`action` text NOT NULL,
	`actor` text NOT NULL,
	`before` text,
	`after` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_log_by_collection` ON `audit_log` (`collection_id`,`seq`);--> statement-breakpoint
CREATE TABLE `ranking_profiles` (
	`collection_id` integer NOT NULL,
	`name` text NOT NULL,
	`version` integer NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`collection_id`, `name`, `version`)
);
--> statement-breakpoint
CREATE TABLE `ranking_rules` (
	`collection_id` integer NOT NULL,
	`state` text NOT NULL,
	`id` text NOT NULL,
	`position` integer NOT NULL,
	`body` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`collection_id`, `state`, `id`)
);
--> statement-breakpoint
CREATE TABLE `shadow_comparisons` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`collection_id` integer NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `shadow_comparisons_by_collection` ON `shadow_comparisons` (`collection_id`,`seq`);--> statement-breakpoint
CREATE TABLE `vector_sets` (
	`collection_id` integer NOT NULL,
	`set` integer NOT NULL,
	`state` text NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`collection_id`, `set`)
);
--> statement-breakpoint
ALTER TABLE `collections` ADD `ranking` text;