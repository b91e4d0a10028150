-- What Prisma makes of:
--   enum Role { ADMIN USER }
--   enum RunState { PENDING ACTIVE DONE ERROR }
--   model User  { id String @id @default(cuid()), email String @unique, name String?, role Role,
--                 passwordHash String?, createdAt DateTime @default(now()) }
--   model Bot   { id String @id @default(cuid()), title String @unique, summary String?,
--                 settings Json, createdAt DateTime @default(now()), runs Run[] }
--   model Run   { id String @id @default(cuid()), botId String, bot Bot @relation(...), name String,
--                 state RunState @default(PENDING), percent Float, createdAt DateTime, updatedAt DateTime @updatedAt }
--   model Session { id String @id, userId String, user User @relation(...) }
CREATE TYPE "Role" AS ENUM ('ADMIN', 'USER');
CREATE TYPE "RunState" AS ENUM ('PENDING', 'ACTIVE', 'DONE', 'ERROR');
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "role" "Role" NOT NULL DEFAULT 'USER',
    "passwordHash" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Bot" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Bot_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Run" (
    "id" TEXT NOT NULL,
    "botId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" "RunState" NOT NULL DEFAULT 'PENDING',
    "percent" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    CONSTRAINT "Run_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "_prisma_migrations" (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
CREATE UNIQUE INDEX "Bot_title_key" ON "Bot"("title");
CREATE INDEX "Run_botId_idx" ON "Run"("botId");
ALTER TABLE "Run" ADD CONSTRAINT "Run_botId_fkey" FOREIGN KEY ("botId") REFERENCES "Bot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name) VALUES
  ('1', 'x', now(), '20240101000000_init');
INSERT INTO "User" ("id", "email", "name", "role", "passwordHash", "createdAt") VALUES
  ('clx1ada', 'Ada@Example.com', 'Ada', 'ADMIN', '$2b$10$x', '2024-01-02 03:04:05.678'),
  ('clx2bob', 'bob@example.com', NULL, 'USER', NULL, '2024-02-02 00:00:00');
INSERT INTO "Bot" ("id", "title", "summary", "createdAt") VALUES
  ('clx3bot', 'Writer', NULL, '2024-03-01 00:00:00'),
  (E'odd\tid\\with', 'Reader', E'two\nlines', '2024-03-02 00:00:00');
INSERT INTO "Run" ("id", "botId", "name", "state", "percent", "createdAt", "updatedAt") VALUES
  ('clx4run', 'clx3bot', 'Write', 'DONE', 100, '2024-04-01 10:00:00', '2024-04-01 11:00:00.5'),
  ('clx5run', E'odd\tid\\with', 'Read', 'PENDING', 0, '2024-04-02 10:00:00', '2024-04-02 10:00:00');
INSERT INTO "Session" ("id", "userId") VALUES ('s1', 'clx1ada');
