package com.genericcorp.hq.rehearse.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Platform;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.plan.capture.Capture;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.PlannedAccount;
import com.genericcorp.hq.stacks.BootstrapStack;
import com.genericcorp.hq.stacks.EnvironmentStack;
import com.genericcorp.hq.stacks.StackInputs;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MappingsTest {
  @Test
  void theTableHasWhatTheProgramsRegisterAndNothingElse() {
    Environments environments = new Environments(Repository.find().environments());
    Set<String> registered = new TreeSet<>();
    // A template's secrets are in no resource of Pulumi's.
    registered.add("aws:secretsmanager/secret:Secret");
    for (String name : environments.names()) {
      Environment environment = environments.load(name);
      if (environment.platform() == Platform.AWS) {
        var aws = environment.aws().orElseThrow();
        PlannedAccount account = new PlannedAccount(aws.region(), aws.account());
        StackInputs inputs = StackInputs.planned(environment);
        Capture.of(name, account, context -> EnvironmentStack.build(inputs)).inAws().stream()
            .map(Captured::type)
            .forEach(registered::add);
        Capture.of("bootstrap", account, context -> BootstrapStack.build(environment))
            .inAws()
            .stream()
            .map(Captured::type)
            .forEach(registered::add);
      }
    }
    assertThat(Mappings.load().all())
        .extracting(Mapping::type)
        .containsExactlyInAnyOrderElementsOf(registered);
  }

  @Test
  void aTypeThatTheTableLacksIsAnErrorAndNotLeftOut() {
    assertThatThrownBy(() -> Mappings.load().of("aws:sqs/queue:Queue"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("aws:sqs/queue:Queue is not in stacks/rehearse's mappings.yaml");
  }
}
