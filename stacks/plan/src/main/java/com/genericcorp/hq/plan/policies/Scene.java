package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.plan.capture.Inventory;

/** What policies look at. */
public record Scene(Environment environment, Inventory inventory) {
  /** Whether what is lost here is lost to paying organisations: AWS is to refuse its deletion. */
  public boolean isKept() {
    return environment.aws().orElseThrow().deletionProtection();
  }
}
