package com.genericcorp.hq.deploy.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.plan.capture.Capture;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.PlannedAccount;
import com.genericcorp.hq.stacks.BootstrapStack;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadsAreAllowedTest {
  @Test
  void theRoleOfTheWorkflowsMayReadWhatIsAskedBeforeADeployment() throws Exception {
    Environment demo = new Environments(Repository.find().environments()).load("demo");
    var aws = demo.aws().orElseThrow();
    List<String> allowed = new ArrayList<>();
    for (Captured one :
        Capture.of(
                "bootstrap-demo",
                new PlannedAccount(aws.region(), aws.account()),
                context -> BootstrapStack.build(demo))
            .inAws()) {
      if (one.name().startsWith("github-deploy-") && one.text("policy").isPresent()) {
        Json.mapper()
            .readTree(one.text("policy").orElseThrow())
            .path("Statement")
            .forEach(
                statement -> statement.path("Action").forEach(each -> allowed.add(each.asText())));
      }
    }
    assertThat(ReadsAreAllowed.actions())
        .hasSizeGreaterThan(5)
        .allMatch(
            action -> allowed.stream().anyMatch(one -> action.matches(one.replace("*", ".*"))));
  }
}
