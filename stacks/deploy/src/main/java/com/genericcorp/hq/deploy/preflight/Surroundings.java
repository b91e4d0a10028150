package com.genericcorp.hq.deploy.preflight;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.deploy.stack.Stacks;
import com.genericcorp.hq.deploy.state.StateBackend;
import com.genericcorp.hq.deploy.state.StateLocks;
import com.genericcorp.hq.model.Environment;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What preconditions look at.
 *
 * @param root the repository's folder
 * @param variables of this process
 */
public record Surroundings(
    Environment environment,
    Path root,
    AwsAccount account,
    StateBackend backend,
    Stacks stacks,
    Map<String, String> variables,
    Clock clock) {

  StateLocks locks() {
    return new StateLocks(backend, account);
  }
}
