package com.genericcorp.hq.operate.commands;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.account.state.StackExport;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.operate.state.PulumiProgram;
import com.genericcorp.hq.operate.state.StackOutputs;
import com.genericcorp.hq.operate.task.Operations;
import com.genericcorp.hq.operate.task.Patience;
import java.io.PrintStream;

/** The environment that a command was told to work on, and its account. */
record Chosen(Environment environment, AwsAccount account, PulumiProgram pulumi)
    implements AutoCloseable {
  /**
   * Reads the environment.
   *
   * @throws InvalidInput when there is none of this name, or it does not run on AWS
   */
  static Chosen byName(String name) {
    Repository repository = Repository.find();
    Environment environment = new Environments(repository.environments()).load(name);
    Aws aws =
        environment
            .aws()
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "'%s' does not run on AWS: environments/%s.yaml says platform: %s",
                        name, name, environment.platform()));
    return new Chosen(environment, AwsAccount.of(aws), PulumiProgram.in(repository.root()));
  }

  /** Its commands, run as tasks. */
  Operations operations(PrintStream err) {
    return new Operations(account, outputs(), Patience.USUAL, err);
  }

  /** What its stack says of itself. */
  StackOutputs outputs() {
    return StackOutputs.of(StackExport.of(pulumi.project()).read(environment.name()));
  }

  @Override
  public void close() {
    account.close();
  }
}
