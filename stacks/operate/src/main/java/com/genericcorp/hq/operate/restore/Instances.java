package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.Failed;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/** The instances of RDS, as a restore asks for them and changes them. */
final class Instances {
  private static final String AVAILABLE = "available";

  private final RdsClient rds;
  private final Duration pause;
  private final Duration patience;
  private final PrintStream err;

  Instances(RdsClient rds, Duration pause, Duration patience, PrintStream err) {
    this.rds = rds;
    this.pause = pause;
    this.patience = patience;
    this.err = err;
  }

  RdsClient client() {
    return rds;
  }

  Optional<DBInstance> find(String identifier) {
    try {
      return rds
          .describeDBInstances(request -> request.dbInstanceIdentifier(identifier))
          .dbInstances()
          .stream()
          .findFirst();
    } catch (DbInstanceNotFoundException none) {
      return Optional.empty();
    }
  }

  DBInstance require(String identifier) {
    return find(identifier)
        .orElseThrow(
            () ->
                new Failed(
                    "there is no database %s: was it renamed or deleted meanwhile?", identifier));
  }

  /** Whether it is there under this name and RDS is not at giving it another one already. */
  boolean canBeRenamed(String identifier) {
    return find(identifier).filter(one -> !"renaming".equals(one.dbInstanceStatus())).isPresent();
  }

  List<DBInstance> all() {
    return rds.describeDBInstancesPaginator().dbInstances().stream().toList();
  }

  /** Waits until it is there under this name, and works. */
  DBInstance awaitAvailable(String identifier) throws InterruptedException {
    return await(identifier, one -> AVAILABLE.equals(one.dbInstanceStatus()), AVAILABLE);
  }

  /**
   * Waits for a condition, with a line whenever the status changes.
   *
   * @param wanted the condition in words
   */
  DBInstance await(String identifier, Predicate<DBInstance> condition, String wanted)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    String last = "";
    while (System.nanoTime() < end) {
      Optional<DBInstance> found = find(identifier);
      if (found.isPresent() && condition.test(found.get())) {
        return found.get();
      }
      String status = found.map(DBInstance::dbInstanceStatus).orElse("not there yet");
      if (!status.equals(last)) {
        err.printf("    database %s: %s%n", identifier, status);
        last = status;
      }
      Thread.sleep(pause.toMillis());
    }
    throw new Failed(
        "database %s is not %s after %d min; it is %s. The same command again goes on from here",
        identifier, wanted, patience.toMinutes(), last);
  }

  /** Changes it at once, not in its maintenance window. */
  void modify(String identifier, Consumer<ModifyDbInstanceRequest.Builder> change) {
    rds.modifyDBInstance(
        request -> {
          request.dbInstanceIdentifier(identifier).applyImmediately(true);
          change.accept(request);
        });
  }

  static Map<String, String> tags(DBInstance instance) {
    return instance.tagList().stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }

  void tag(DBInstance instance, String key, String value) {
    rds.addTagsToResource(
        request ->
            request
                .resourceName(instance.dbInstanceArn())
                .tags(Tag.builder().key(key).value(value).build()));
  }

  void untag(DBInstance instance, List<String> keys) {
    rds.removeTagsFromResource(
        request -> request.resourceName(instance.dbInstanceArn()).tagKeys(keys));
  }
}
