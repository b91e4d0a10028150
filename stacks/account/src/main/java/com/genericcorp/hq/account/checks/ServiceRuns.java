package com.genericcorp.hq.account.checks;

import com.genericcorp.hq.account.Resource;
import com.genericcorp.hq.account.checks.AwsCheck.Notes;
import com.genericcorp.hq.account.rollout.ServiceView;
import com.genericcorp.hq.account.rollout.Standing;
import com.genericcorp.hq.account.rollout.Standing.State;

/** Whether what runs is what the program last said: ECS may have gone back by itself. */
final class ServiceRuns {
  static final AwsCheck CHECK =
      new AwsCheck(
          "service-runs",
          "every task is of the task definition that was last brought up",
          (seen, notes) -> {
            Resource service = seen.one("aws:ecs/service:Service");
            String cluster = seen.id("aws:ecs/cluster:Cluster");
            judge(
                new ServiceView(seen.ecs(), cluster, service.id()),
                service.said("taskDefinition"),
                notes);
          });

  private ServiceRuns() {}

  static void judge(ServiceView view, String intended, Notes notes) {
    Standing standing = view.standing(intended);
    if (standing.state() == State.THERE) {
      notes.seen("%s", standing.said());
      return;
    }
    notes.require(
        false, "%s%s", standing.said(), standing.state() == State.UNDER_WAY ? ", so far" : "");
    view.reasons(intended).forEach(reason -> notes.require(false, "%s", reason));
  }
}
