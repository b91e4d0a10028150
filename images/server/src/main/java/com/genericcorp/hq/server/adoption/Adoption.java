package com.genericcorp.hq.server.adoption;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.adoption.AdoptionRecord.Details;
import com.genericcorp.hq.server.adoption.AdoptionRecord.State;
import com.genericcorp.hq.server.adoption.CopyAdoption.Taken;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.database.Cohorts;
import com.genericcorp.hq.server.tenancy.ApiKey;
import com.genericcorp.hq.server.tenancy.OperationLock;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import com.genericcorp.hq.server.tenancy.TenantEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.JdbiException;

/** Takes existing databases over as organisations: all of one, or nothing. */
public final class Adoption {
  static final String ADOPTED = "adopted";

  private final Administration administration;
  private final Operator operator;
  private final Consumer<String> tell;

  /**
   * @param tell hears a line for each part that is done
   */
  public Adoption(Administration administration, Operator operator, Consumer<String> tell) {
    this.administration = administration;
    this.operator = operator;
    this.tell = tell;
  }

  /**
   * What was done.
   *
   * @param key opens the organisation; it is stored as a hash, so it is shown now or never
   * @param pause for how long the source could not be written to
   */
  public record Adopted(AdoptionPlan plan, String tenantId, ApiKey key, Duration pause) {}

  /** Looks at the source, and at our own side, and says what would be done. Changes nothing. */
  public AdoptionPlan plan(AdoptionRequest request) {
    return inSentences("looking at the source", () -> survey(request).plan());
  }

  /**
   * Takes the source over. Killed anywhere and called again it converges.
   *
   * @throws Failed with all that refuses it; then, and whenever else it fails, the source is as it
   *     was
   */
  public Adopted adopt(AdoptionRequest request) {
    try (OperationLock lock =
        OperationLock.take(administration, request.slug(), ADOPTED, operator)) {
      return inSentences("adopting '" + request.slug().value() + "'", () -> adoptLocked(request));
    }
  }

  private Adopted adoptLocked(AdoptionRequest request) throws SQLException {
    ReferenceShapes references = references();
    Survey.Found found = survey(request, references);
    AdoptionPlan plan = found.plan();
    if (plan.refused()) {
      throw new Failed(
          "'%s' cannot be adopted; nothing was changed:%n  %s",
          plan.slug(), String.join("\n  ", plan.refusals()));
    }
    String id = started(request, plan);
    int cohort = cohort(id);
    TenantRoles roles = new TenantRoles(administration, cohort);
    roles.make(id);
    try {
      return request.moves()
          ? move(request, references, found, id, cohort)
          : copy(request, references, found, id, cohort);
    } catch (SQLException | RuntimeException problem) {
      abandon(id, roles, problem);
      throw problem;
    }
  }

  private int cohort(String id) throws SQLException {
    try (Connection migrator = administration.asMigrator()) {
      Optional<Integer> begun = TenantRoles.cohortOf(migrator, administration.names().tenant(id));
      return begun.isPresent() ? begun.get() : new Cohorts(administration).withRoom(migrator);
    }
  }

  private Adopted copy(
      AdoptionRequest request,
      ReferenceShapes references,
      Survey.Found found,
      String id,
      int cohort)
      throws SQLException {
    CopyAdoption copy = new CopyAdoption(request, found, references, tell);
    try (Session source = Session.beginSnapshot(source(request));
        Session target = Session.begin(administration.asMigrator())) {
      requireSame(copy.lock(source), found);
      try (Pause pause = Pause.begin(request.longestPause(), List.of(source, target))) {
        try {
          prepare(target);
          NewTenant tenant = new NewTenant(target, administration.names(), id, cohort);
          Taken taken = copy.run(source, target, tenant, pause);
          return finish(found.plan(), id, target, taken, pause);
        } catch (SQLException | JdbiException problem) {
          if (pause.isOver()) {
            throw pause.failed();
          }
          throw problem;
        }
      }
    }
  }

  private Adopted move(
      AdoptionRequest request,
      ReferenceShapes references,
      Survey.Found found,
      String id,
      int cohort)
      throws SQLException {
    MoveAdoption move = new MoveAdoption(request, found, references, administration.names(), tell);
    try (Session session = Session.begin(administration.asMigrator())) {
      requireSame(move.lock(session), found);
      try (Pause pause = Pause.begin(request.longestPause(), List.of(session))) {
        try {
          prepare(session);
          NewTenant tenant = new NewTenant(session, administration.names(), id, cohort);
          Taken taken = move.run(session, tenant, pause);
          return finish(found.plan(), id, session, taken, pause);
        } catch (SQLException | JdbiException problem) {
          if (pause.isOver()) {
            throw pause.failed();
          }
          throw problem;
        }
      }
    }
  }

  private static void prepare(Session session) throws SQLException {
    session.run(
        // A database whose client was killed notices it in the middle of a long statement, too.
        "set local client_connection_check_interval = '2s'", "set local lock_timeout = '10s'");
  }

  private Adopted finish(AdoptionPlan plan, String id, Session session, Taken taken, Pause pause)
      throws SQLException {
    Details details =
        new Details(
            plan.fingerprint(), HexFormat.of().formatHex(taken.key().hash()), taken.tables());
    AdoptionRecords.adopted(session.handle(), id, details);
    new TenantEvents(operator)
        .record(
            session.handle(),
            id,
            plan.slug(),
            ADOPTED,
            "%d rows by %s from %s, schema %s"
                .formatted(plan.rows(), plan.way(), plan.source(), plan.schema()));
    pause.check();
    session.commit();
    return new Adopted(plan, id, taken.key(), pause.lasted());
  }

  /** What others changed since the plan was made is in no plan. */
  private static void requireSame(SchemaShape now, Survey.Found found) {
    if (!now.equals(found.shape())) {
      throw new Failed(
          "The source's tables were changed while this looked at them. Everything is as it was:"
              + " repeat this command.");
    }
  }

  /** Writes down that it begins; returns the id that the organisation gets. */
  private String started(AdoptionRequest request, AdoptionPlan plan) throws SQLException {
    try (Session session = asOwner()) {
      Optional<AdoptionRecord> earlier =
          AdoptionRecords.newest(session.handle(), plan.slug())
              .filter(record -> record.state() == State.STARTED);
      String id = request.id();
      if (id == null) {
        id = earlier.map(AdoptionRecord::tenantId).orElseGet(TenantCreation::newId);
      } else if (earlier.isPresent() && !earlier.get().tenantId().equals(id)) {
        AdoptionRecords.forget(session.handle(), earlier.get().tenantId());
      }
      AdoptionRecords.start(session.handle(), id, plan);
      session.commit();
      return id;
    }
  }

  /** What a failed attempt left: a role that may do nothing, and its record. */
  private void abandon(String id, TenantRoles roles, Exception problem) {
    try (Session session = asOwner()) {
      AdoptionRecords.forget(session.handle(), id);
      session.commit();
      roles.drop(id);
    } catch (SQLException | RuntimeException alsoThat) {
      // The next attempt finds and uses it.
      problem.addSuppressed(alsoThat);
    }
  }

  private Survey.Found survey(AdoptionRequest request) throws SQLException {
    return survey(request, references());
  }

  private Survey.Found survey(AdoptionRequest request, ReferenceShapes references)
      throws SQLException {
    List<String> refusals = ownRefusals(request);
    try (Session source = Session.beginSnapshot(source(request))) {
      return Survey.of(request, references, source, refusals);
    }
  }

  private ReferenceShapes references() throws SQLException {
    return ReferenceShapes.replay(administration.asMigrator(), administration.names());
  }

  private Connection source(AdoptionRequest request) throws SQLException {
    AdoptionSource source = request.source();
    if (source == null) {
      return administration.asMigrator();
    }
    try {
      return source.connect();
    } catch (SQLException problem) {
      throw new Failed(
          problem,
          "The source, %s, does not let '%s' in: %s. Put its address, user and password right,"
              + " then repeat this command.",
          source.shown(),
          source.login(),
          problem.getMessage());
    }
  }

  private List<String> ownRefusals(AdoptionRequest request) throws SQLException {
    List<String> refusals = new ArrayList<>();
    String slug = request.slug().value();
    try (Session session = asOwner()) {
      Optional<AdoptionRecord> newest = AdoptionRecords.newest(session.handle(), slug);
      boolean taken =
          session
              .handle()
              .select("select exists (select from public.tenants where slug = ?)", slug)
              .mapTo(Boolean.class)
              .one();
      if (newest.filter(record -> record.state() == State.ADOPTED && record.there()).isPresent()) {
        refusals.add(
            "'%s' is adopted already, since %s, from %s: 'tenants adopt --confirm %s' ends it,"
                    .formatted(slug, newest.get().adoptedAt(), newest.get().source(), slug)
                + " 'tenants adopt --revert %s' puts it back; 'users invite %s …' lets people in"
                    .formatted(slug, slug));
      } else if (taken) {
        refusals.add("There is an organisation '%s' already: choose another name".formatted(slug));
      }
      String id = request.id();
      if (id != null
          && session
              .handle()
              .select("select exists (select from public.tenants where id = ?)", id)
              .mapTo(Boolean.class)
              .one()) {
        refusals.add(
            "There is an organisation with the id '%s' already: leave --id out, and the source's"
                    .formatted(id)
                + " keys get another middle part");
      }
    }
    return refusals;
  }

  /** All adoptions, the newest first. */
  public List<AdoptionRecord> list() {
    return inSentences(
        "listing adoptions",
        () -> {
          try (Session session = asOwner()) {
            return AdoptionRecords.all(session.handle());
          }
        });
  }

  private Session asOwner() throws SQLException {
    Session session = Session.begin(administration.asMigrator());
    session.run("set local role " + administration.names().owner());
    return session;
  }

  /** Work on databases. */
  interface Work<T> {
    T run() throws SQLException;
  }

  static <T> T inSentences(String what, Work<T> work) {
    try {
      return work.run();
    } catch (SQLException problem) {
      throw Administration.failed(what, problem);
    } catch (JdbiException problem) {
      throw problem.getCause() instanceof SQLException failure
          ? Administration.failed(what, failure)
          : problem;
    } catch (InvalidInput | Failed problem) {
      throw problem;
    }
  }
}
