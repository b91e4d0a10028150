package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.operate.state.PulumiProgram;
import com.genericcorp.hq.operate.state.StackOutputs;
import com.genericcorp.hq.operate.task.Operations;
import com.genericcorp.hq.operate.task.Patience;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What the steps of a restore know of another. How far it has come is not kept here: that is what
 * instances there are and their tags.
 */
public final class Restore {
  /** RDS makes an instance of a snapshot and replays a day of changes: an hour is much. */
  private static final Duration LONGEST = Duration.ofHours(3);

  final Environment environment;
  final RestoreTime time;
  final Names names;
  final Instances instances;
  final ServiceScale scale;
  final Operations operations;
  final PulumiProgram pulumi;
  final PrintStream err;
  private Counts counts = Counts.UNKNOWN;
  private @Nullable Organization organization;
  private @Nullable Exported exported;

  /** An organisation's export: where it is, what it must be, and how many rows it has. */
  public record Exported(String place, String sha256, long rows) {}

  public Restore(
      Environment environment,
      RestoreTime time,
      AwsAccount account,
      PulumiProgram pulumi,
      StackOutputs stack,
      Patience patience,
      PrintStream err) {
    this.environment = environment;
    this.time = time;
    this.names = Names.of(environment.name(), time);
    this.instances =
        new Instances(account.client(RdsClient.builder()), patience.pause(), LONGEST, err);
    this.scale = new ServiceScale(account, stack, patience, err);
    this.operations = new Operations(account, stack, patience, err);
    this.pulumi = pulumi;
    this.err = err;
  }

  /** The restored instance, under whatever name, once it has been asked for. */
  Optional<DBInstance> restored() {
    Optional<DBInstance> side = instances.find(names.side());
    return side.isPresent() ? side : instances.find(names.present()).filter(this::isRestored);
  }

  DBInstance requireRestored() {
    return restored()
        .orElseThrow(() -> new Failed("the restored database %s is gone", names.side()));
  }

  private boolean isRestored(DBInstance instance) {
    return time.toString().equals(Instances.tags(instance).get(Marks.TO));
  }

  /** Whether the restored instance has the service's name. */
  boolean isSwitched() {
    return instances.find(names.present()).filter(this::isRestored).isPresent();
  }

  /** Whether the database that was replaced has given up its name. */
  public boolean isSwitching() {
    return instances.find(names.before()).isPresent();
  }

  /** Takes one organisation out of the restored database, instead of switching to it. */
  public Restore of(Organization one) {
    organization = one;
    return this;
  }

  /** For whom the restored instance is; empty for all. */
  String mark() {
    return organization == null ? "" : organization.mark();
  }

  Organization organization() {
    return Objects.requireNonNull(organization);
  }

  void exported(Exported done) {
    exported = done;
  }

  /** What was exported out of the restored database. */
  public Exported exported() {
    return Objects.requireNonNull(exported);
  }

  void found(Counts found) {
    counts = found;
  }

  /** What the databases hold, as the server sees it. */
  public Counts counts() {
    return counts;
  }

  /** Name of the database that was replaced; it is kept. */
  public String replaced() {
    return names.before();
  }

  /** Name of the restored database until the switch. */
  public String side() {
    return names.side();
  }

  /** Name of the database that the service uses. */
  public String present() {
    return names.present();
  }
}
