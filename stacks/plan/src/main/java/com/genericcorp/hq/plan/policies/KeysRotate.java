package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** A key that leaked is of use for a year at most. */
final class KeysRotate extends ResourcePolicy {
  KeysRotate() {
    super("AWS_7", Types.KEY, "A key rotates", "set enableKeyRotation");
  }

  @Override
  Optional<String> problem(Captured key, Scene scene) {
    return unless(key.flag("enableKeyRotation"), "it is the same for ever");
  }
}
