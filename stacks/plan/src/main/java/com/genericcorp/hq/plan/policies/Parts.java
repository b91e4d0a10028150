package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import java.util.stream.Stream;

/** What belongs to a bucket. */
final class Parts {
  private Parts() {}

  static Stream<Captured> of(Captured bucket, String kind, Scene scene) {
    return scene.inventory().resources().stream()
        .filter(one -> one.kind().equals(kind))
        .filter(one -> bucket.isMeantBy(one.inputs().get("bucket")));
  }
}
