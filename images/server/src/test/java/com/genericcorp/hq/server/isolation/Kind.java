package com.genericcorp.hq.server.isolation;

import java.util.Random;

/** What a storm is made of, each by its share of 10,000. */
enum Kind {
  READ(6_100),
  WRITE(1_800),
  READ_ANOTHERS(300),
  REGISTRY(400),
  FAIL(400),
  THROW(300),
  END_ITSELF(80),
  TIME_OUT(40),
  CANCEL(10),
  KILL(6),
  SUSPEND(4),
  HTTP_READ(400),
  HTTP_WRITE(100),
  HTTP_ANOTHERS(60);

  private final int share;

  Kind(int share) {
    this.share = share;
  }

  static Kind random(Random random) {
    int left = random.nextInt(10_000);
    for (Kind kind : values()) {
      left -= kind.share;
      if (left < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("the shares' sum is not 10,000");
  }
}
