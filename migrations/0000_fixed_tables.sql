CREATE TABLE `aliases` (
	`tenant` text NOT NULL,
	`name` text NOT NULL,
	`collection_id` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant`, `name`)
);
--> statement-breakpoint
CREATE TABLE `collections` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`tenant` text NOT NULL,
	`name` text NOT NULL,
	`definition` text NOT NULL,
	`generation` integer DEFAULT 1 NOT NULL,
	`building` integer,
	`building_definition` text,
	`data_version` integer DEFAULT 0 NOT NULL,
	`config_version` integer DEFAULT 1 NOT NULL,
	`vector_version` integer DEFAULT 0 NOT NULL,
	`vector_set` integer,
	`building_set` integer,
	`model` text,
	`building_model` text,
	`relearn` integer DEFAULT 0 NOT NULL,
	`changed_since_learnt` integer DEFAULT 0 NOT NULL,
	`document_count` integer DEFAULT 0 NOT NULL,
	`token_count` integer DEFAULT 0 NOT NULL,
	`job` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	`guard` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`tenant`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "collections_guard" CHECK("collections"."guard" = 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `collections_by_name` ON `collections` (`tenant`,`name`);--> statement-breakpoint
CREATE TABLE `documents` (
	`key` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`collection_id` integer NOT NULL,
	`id` text NOT NULL,
	`hash` text NOT NULL,
	`tokens` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`body` text NOT NULL,
	FOREIGN KEY (`collection_id`) REFERENCES `collections`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `documents_by_id` ON `documents` (`collection_id`,`id`);--> statement-breakpoint
CREATE INDEX `documents_by_collection` ON `documents` (`collection_id`);--> statement-breakpoint
CREATE TABLE `facet_values` (
	`doc` integer NOT NULL,
	`field` integer NOT NULL,
	`value` blob NOT NULL,
	PRIMARY KEY(`doc`, `field`, `value`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `facet_values_by_value` ON `facet_values` (`field`,`value`,`doc`);--> statement-breakpoint
CREATE TABLE `fields` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`collection_id` integer NOT NULL,
	`generation` integer NOT NULL,
	`name` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `fields_by_name` ON `fields` (`collection_id`,`generation`,`name`);--> statement-breakpoint
CREATE TABLE `geo_values` (
	`doc` integer NOT NULL,
	`field` integer NOT NULL,
	`lat` real NOT NULL,
	`lng` real NOT NULL,
	PRIMARY KEY(`doc`, `field`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `geo_values_by_lat` ON `geo_values` (`field`,`lat`,`doc`);--> statement-breakpoint
CREATE TABLE `idempotency` (
	`tenant` text NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`status` integer,
	`response` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`tenant`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_by_age` ON `idempotency` (`created_at`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant` text NOT NULL,
	`collection_id` integer,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`done` integer DEFAULT 0 NOT NULL,
	`total` integer DEFAULT 0 NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer DEFAULT 0 NOT NULL,
	`cursor` text,
	`payload` text NOT NULL,
	`error` text,
	`result` text,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`finished_at` integer
);
--> statement-breakpoint
CREATE INDEX `jobs_by_state` ON `jobs` (`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `jobs_by_collection` ON `jobs` (`collection_id`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`tenant` text NOT NULL,
	`collection_id` integer NOT NULL,
	`message` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `tenants` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `vector_mutations` (
	`space` text NOT NULL,
	`doc` integer NOT NULL,
	`mutation` text NOT NULL,
	`accepted_at` integer NOT NULL,
	`values` blob,
	`scale` real DEFAULT 0 NOT NULL,
	PRIMARY KEY(`space`, `doc`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `vectors` (
	`doc` integer NOT NULL,
	`collection_id` integer NOT NULL,
	`name` text NOT NULL,
	`set` integer NOT NULL,
	`hash` text NOT NULL,
	`vector_id` text,
	PRIMARY KEY(`doc`, `name`, `set`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `vectors_by_set` ON `vectors` (`collection_id`,`set`,`name`);--> statement-breakpoint
CREATE UNIQUE INDEX `vectors_by_vector_id` ON `vectors` (`vector_id`);--> statement-breakpoint
INSERT INTO `tenants` (`id`, `created_at`) VALUES ('default', 0);
