package com.genericcorp.hq.server.isolation;

import java.util.Random;

/** What a storm is made of, each by its share of 10,000. */
enum Kind {
  READ(6_857),
  WRITE(1_800),
  READ_ANOTHERS(200),
  REGISTRY(400),
  FAIL(200),
  THROW(200),
  END_ITSELF(60),
  TIME_OUT(30),
  CANCEL(6),
  KILL(4),
  SUSPEND(3),
  HTTP_READ(150),
  HTTP_WRITE(60),
  HTTP_ANOTHERS(30);

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
