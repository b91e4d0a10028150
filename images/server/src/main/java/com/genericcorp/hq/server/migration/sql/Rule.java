package com.genericcorp.hq.server.migration.sql;

import java.util.Locale;

/** What a migration may not do while servers of the version before go on working, and why. */
public enum Rule {
  UNKNOWN_STATEMENT("the lint does not know this statement, so nobody has thought about its locks"),
  NAMES("a name of the wrong kind"),
  TRANSACTION("the runner begins and ends transactions, and sets what is to be set"),
  LOCK("an explicit lock stops every request until the end of the transaction"),
  REWRITE("the table is rewritten while nobody may read it"),
  RENAME(
      "servers of the version before ask by the old name; add the new one, move, contract later"),
  CONTRACT(
      "servers of the version before use it: only a contracting file, '-- contract: build N', may"),
  NOT_NULL(
      "servers of the version before do not fill it, and a scan under a lock is needed: give a"
          + " default, or a check NOT VALID that a later version validates"),
  VOLATILE_DEFAULT("a default that is worked out for each row rewrites the table; use a constant"),
  INDEX("writes wait until it is built: use a file V…__….concurrently.sql"),
  CONSTRAINT("the table is read while nobody may write it: add it NOT VALID"),
  VALIDATION(
      "a validation in the transaction that adds the constraint holds its lock all the time"),
  CONCURRENTLY("outside transactions and inside one are files of their own"),
  GRANTS("nobody but the owner may use a new table; or the grant is too wide"),
  BACKFILL("rows are changed under the lock that an ALTER of the same file holds; use two files"),
  EXISTING_TYPE("the type is in use: servers of the version before do not know its new values"),
  IF_EXISTS("what is there already may be another thing, or half of it; say what there is");

  private final String reason;

  Rule(String reason) {
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }

  /** As files and reports name it: {@code volatile-default}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
