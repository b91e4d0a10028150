package com.genericcorp.hq.deploy.stack;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.deploy.stack.StackEvent.Failure;
import java.util.List;
import java.util.stream.Collectors;

/** Work on a stack ended in the middle. */
public final class StackFailed extends Failed {
  private final transient List<Failure> failures;

  /**
   * @param failures the resources that it failed at; none when it did not come so far
   * @param said what Pulumi wrote, where no resource is to blame
   */
  public StackFailed(List<Failure> failures, String said) {
    super("%s", failures.isEmpty() ? said : shown(failures));
    this.failures = List.copyOf(failures);
  }

  private static String shown(List<Failure> failures) {
    return failures.stream()
        .map(one -> one.urn().shown() + ": " + one.why())
        .collect(Collectors.joining("\n  "));
  }

  public List<Failure> failures() {
    return failures;
  }
}
