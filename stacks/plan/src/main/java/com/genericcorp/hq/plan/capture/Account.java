package com.genericcorp.hq.plan.capture;

import java.util.Map;

/** What answers for AWS while a program runs: made up ({@link PlannedAccount}) or a simulator. */
public interface Account {
  /**
   * A resource that was made.
   *
   * @param state its inputs and what AWS adds to them, by Pulumi's names
   */
  record Answer(String id, Map<String, Object> state) {}

  /**
   * Makes a resource.
   *
   * @param type Pulumi's token
   * @param inputs resolved: whatever came from another resource is that resource's answer
   */
  Answer create(String type, String name, Map<String, Object> inputs);
}
