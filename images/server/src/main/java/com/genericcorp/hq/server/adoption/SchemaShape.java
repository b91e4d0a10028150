package com.genericcorp.hq.server.adoption;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;

/**
 * A schema's tables as the catalogue describes them, without the schema's own name, so that two may
 * be compared.
 *
 * @param tables by name
 * @param others views, foreign tables and the like: their kind by name
 */
public record SchemaShape(SortedMap<String, Table> tables, SortedMap<String, String> others) {

  /**
   * A table.
   *
   * @param constraints their definitions by name, primary and foreign keys included
   * @param indexes those that no constraint has, by name
   * @param triggers those that somebody made, by name: function, events, whether it is on
   */
  public record Table(
      SortedMap<String, Column> columns,
      SortedMap<String, Constraint> constraints,
      SortedMap<String, String> indexes,
      SortedMap<String, String> triggers,
      List<ForeignKey> foreignKeys) {}

  /**
   * A column.
   *
   * @param type as SQL writes it: {@code timestamp with time zone}
   * @param filled how it gets a value by itself: a default, an identity; empty when it does not
   * @param extension the extension that its type belongs to; empty for PostgreSQL's own
   */
  public record Column(String type, boolean notNull, String filled, String extension) {
    @Override
    public String toString() {
      return type + (notNull ? " not null" : "") + (filled.isEmpty() ? "" : " " + filled);
    }

    /** Whether a row must bring a value. */
    public boolean required() {
      return notNull && filled.isEmpty();
    }
  }

  /**
   * A constraint.
   *
   * @param validated whether all rows were seen to keep it
   */
  public record Constraint(String definition, boolean validated) {}

  /** A reference to another table of the schema. */
  public record ForeignKey(
      String name, List<String> columns, String referenced, List<String> referencedColumns) {}

  /** SHA-256 of all of it, in hexadecimal. */
  public String fingerprint() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((tables + "\n" + others).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
