package com.genericcorp.hq.server.adoption;

import com.genericcorp.hq.server.adoption.AdoptionPlan.Line;
import com.genericcorp.hq.server.adoption.SchemaShape.Table;
import com.genericcorp.hq.server.adoption.mapping.Mapping;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Looks at a source and says what taking it over comes to. It changes nothing. */
final class Survey {
  // Assumed of a host with nothing else to do, to tell people an order of magnitude.
  private static final long COPIED_BYTES_A_SECOND = 15_000_000;
  private static final long MOVED_BYTES_A_SECOND = 60_000_000;

  private final AdoptionRequest request;
  private final ReferenceShapes references;
  private final Session source;
  private final List<String> refusals = new ArrayList<>();
  private final List<String> leftBehind = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private Survey(AdoptionRequest request, ReferenceShapes references, Session source) {
    this.request = request;
    this.references = references;
    this.source = source;
  }

  /**
   * What was found.
   *
   * @param copies how each table gets its rows; empty where the plan refuses
   */
  record Found(AdoptionPlan plan, SchemaShape shape, List<TableCopy> copies) {}

  /**
   * Looks at the source.
   *
   * @param targetRefusals what our own side has against it
   */
  static Found of(
      AdoptionRequest request,
      ReferenceShapes references,
      Session source,
      List<String> targetRefusals)
      throws SQLException {
    Survey survey = new Survey(request, references, source);
    survey.refusals.addAll(targetRefusals);
    return survey.found();
  }

  private Found found() throws SQLException {
    SourceChecks checks = new SourceChecks(source, request.schema());
    if (!checks.schemaIsOpen()) {
      refusals.addAll(checks.refusals());
      return result(0, "nothing", "", List.of(), null, List.of());
    }
    checks.encoding();
    SchemaShape shape = ShapeReader.read(source.handle(), request.schema());
    leaveBehind(shape);
    Mapping mapping = request.mapping();
    Found found = mapping == null ? ours(checks, shape) : mapped(checks, shape, mapping);
    return found;
  }

  private Found ours(SourceChecks checks, SchemaShape shape) throws SQLException {
    Recognition recognition = Recognition.of(shape, references, request.ignored(), request.moves());
    int version = recognition.version();
    refusals.addAll(recognition.faults());
    boolean exact = recognition.faults().stream().noneMatch(fault -> fault.startsWith("It is no"));
    SchemaShape wanted = references.of(version);
    List<String> present =
        wanted.tables().keySet().stream().filter(shape.tables()::containsKey).toList();
    rights(present);
    if (refusals.isEmpty()) {
      Recognition.againstHistory(source, request.schema(), shape, version, references.latest())
          .ifPresent(refusals::add);
    }
    boolean readable = present.stream().allMatch(this::readable);
    if (readable) {
      checks.references(wanted, shape);
    }
    refusals.addAll(checks.refusals());
    List<Line> lines = new ArrayList<>();
    List<TableCopy> copies = new ArrayList<>();
    for (String table : present) {
      lines.add(line(table, table, readable));
      Table own = Objects.requireNonNull(wanted.tables().get(table));
      List<String> columns = List.copyOf(own.columns().keySet());
      copies.add(
          new TableCopy(
              table, table, columns, columns.stream().map(Identifiers::quoted).toList(), Map.of()));
    }
    return result(
        version,
        exact
            ? "version %d of our own tables".formatted(version)
            : "no version of our own tables, nearest version %d".formatted(version),
        shape.fingerprint(),
        lines,
        shape,
        copies);
  }

  private Found mapped(SourceChecks checks, SchemaShape shape, Mapping mapping)
      throws SQLException {
    if (!references.all().containsKey(mapping.version())) {
      refusals.add(
          "%s is written for version %d of our tables, this build knows up to %d"
              .formatted(mapping.file(), mapping.version(), references.latest()));
      return result(0, "unknown", shape.fingerprint(), List.of(), shape, List.of());
    }
    SchemaShape wanted = references.of(mapping.version());
    refusals.addAll(MappedTables.faults(mapping, shape, wanted, request.ignored()));
    boolean fits = refusals.isEmpty();
    List<String> present =
        mapping.tables().values().stream()
            .map(table -> table.from())
            .filter(shape.tables()::containsKey)
            .distinct()
            .toList();
    rights(present);
    boolean readable = present.stream().allMatch(this::readable);
    if (fits && readable) {
      checks.prisma(shape);
      checks.values(mapping);
      checks.mappedReferences(mapping, wanted);
    }
    refusals.addAll(checks.refusals());
    List<Line> lines = new ArrayList<>();
    for (Map.Entry<String, com.genericcorp.hq.server.adoption.mapping.TableMapping> table :
        mapping.tables().entrySet()) {
      if (present.contains(table.getValue().from())) {
        lines.add(line(table.getValue().from(), table.getKey(), readable));
      }
    }
    boolean prisma = shape.tables().containsKey(MappedTables.PRISMA);
    return result(
        mapping.version(),
        (prisma ? "a Prisma database" : "another application's database")
            + ", made into version %d of our tables by %s"
                .formatted(mapping.version(), mapping.file()),
        shape.fingerprint(),
        lines,
        shape,
        fits ? MappedTables.copies(mapping, wanted) : List.of());
  }

  private void rights(Collection<String> tables) {
    RightsChecks rights = new RightsChecks(source.handle(), request.schema());
    refusals.addAll(
        request.moves() ? rights.toMove(tables) : rights.toCopy(tables, !request.readOnlySource()));
  }

  private boolean readable(String table) {
    return source
        .handle()
        .select(
            "select has_table_privilege(?, 'select')", Identifiers.quoted(request.schema(), table))
        .mapTo(Boolean.class)
        .one();
  }

  private Line line(String from, String to, boolean readable) throws SQLException {
    String name = Identifiers.quoted(request.schema(), from);
    long rows =
        readable ? source.query("select count(*) from " + name, row -> row.getLong(1)).get(0) : 0;
    long bytes =
        source
            .handle()
            .select("select pg_catalog.pg_total_relation_size(?::regclass)", name)
            .mapTo(Long.class)
            .one();
    return new Line(from, to, rows, bytes);
  }

  private void leaveBehind(SchemaShape shape) {
    shape.others().forEach((name, kind) -> leftBehind.add("%s '%s'".formatted(kind, name)));
    for (String table : shape.tables().keySet()) {
      Mapping mapping = request.mapping();
      boolean left =
          request.ignored().contains(table)
              || table.equals(Recognition.HISTORY)
              || (mapping != null
                  && (mapping.leave().contains(table) || table.equals(MappedTables.PRISMA)));
      if (left) {
        leftBehind.add("table '%s'".formatted(table));
      }
    }
    for (String ignored : request.ignored()) {
      if (!shape.tables().containsKey(ignored)) {
        refusals.add("--ignore-table names '%s', which is not in the source".formatted(ignored));
      } else if (request.mapping() == null && references.know(ignored)) {
        refusals.add("--ignore-table names '%s', which is one of ours".formatted(ignored));
      }
    }
  }

  private Found result(
      int version,
      String recognised,
      String fingerprint,
      List<Line> lines,
      @org.jspecify.annotations.Nullable SchemaShape shape,
      List<TableCopy> copies) {
    long bytes = lines.stream().mapToLong(Line::bytes).sum();
    long rate = request.moves() ? MOVED_BYTES_A_SECOND : COPIED_BYTES_A_SECOND;
    if (version > 0 && version < references.latest()) {
      remarks.add(
          "It is brought from version %d to %d in the same transaction."
              .formatted(version, references.latest()));
    }
    AdoptionPlan plan =
        new AdoptionPlan(
            request.slug().value(),
            request.way(),
            request.sourceShown(),
            request.schema(),
            recognised,
            fingerprint,
            version,
            references.latest(),
            lines,
            leftBehind,
            remarks,
            Duration.ofSeconds(1 + bytes / rate),
            request.longestPause(),
            List.copyOf(refusals));
    SchemaShape seen =
        shape == null
            ? new SchemaShape(new java.util.TreeMap<>(), new java.util.TreeMap<>())
            : shape;
    return new Found(plan, seen, copies);
  }
}
