package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Refuses what does not fit together: another restore under way, or this one done. */
final class LookWhatIsThere implements Step<Restore> {
  @Override
  public String name() {
    return "Look what is there";
  }

  @Override
  public void run(Restore restore) {
    Names names = restore.names;
    boolean present = restore.instances.find(names.present()).isPresent();
    Optional<DBInstance> side = restore.instances.find(names.side());
    if (!present && !restore.isSwitching()) {
      throw new Failed(
          "there is no database %s in account %s: was the environment brought up? One that is just"
              + " being renamed is found a minute later",
          names.present(), restore.environment.aws().orElseThrow().account());
    }
    requireNoOther(restore);
    side.ifPresent(one -> requireSameTime(restore, one));
    if (present && restore.isSwitching() && side.isEmpty() && !restore.isSwitched()) {
      throw new Failed(
          "%s is there: a restore to this minute was finished before. Delete that database if it is"
              + " of no use any more, or choose another time",
          names.before());
    }
  }

  private static void requireNoOther(Restore restore) {
    List<String> others =
        restore.instances.all().stream()
            .map(DBInstance::dbInstanceIdentifier)
            .filter(restore.names::isSide)
            .filter(one -> !one.equals(restore.names.side()))
            .toList();
    if (!others.isEmpty()) {
      throw new Failed(
          "a restore to another time is under way: %s. Go on with that one, or remove it by"
              + " 'scripts/hq restore %s --to THAT-TIME --abandon'",
          String.join(", ", others), restore.environment.name());
    }
    restore
        .instances
        .find(restore.names.present())
        .map(one -> Instances.tags(one).get(Marks.TO))
        .filter(other -> !other.equals(restore.time.toString()))
        .ifPresent(
            other -> {
              throw new Failed(
                  "the restore to %s is not finished: first run 'scripts/hq restore %s --to %s'",
                  other, restore.environment.name(), other);
            });
  }

  private static void requireSameTime(Restore restore, DBInstance side) {
    String other = Instances.tags(side).getOrDefault(Marks.TO, "an unknown time");
    if (!other.equals(restore.time.toString())) {
      throw new Failed(
          "%s was restored to %s, not to %s: go on with that time, or add --abandon to it",
          side.dbInstanceIdentifier(), other, restore.time);
    }
    String purpose = Instances.tags(side).getOrDefault(Marks.ORGANIZATION, "");
    if (!purpose.equals(restore.mark())) {
      throw new Failed(
          "%s was restored for %s, not for %s: go on with that, or remove it by --abandon",
          side.dbInstanceIdentifier(), spoken(purpose), spoken(restore.mark()));
    }
  }

  private static String spoken(String purpose) {
    return purpose.isEmpty() ? "the whole environment" : "the organisation " + purpose;
  }
}
