package com.genericcorp.hq.bench;

/** What acting as an organisation costs a transaction, with 1,000 organisations and one caller. */
final class TransactionBench {
  private static final int ORGANISATIONS = 1_000;
  private static final int ROUNDS = 20_000;

  private TransactionBench() {}

  public static void main(String[] arguments) throws Exception {
    try (BenchDatabase database = new BenchDatabase()) {
      new Routing(database, database.fill(ORGANISATIONS), 1, ROUNDS).measure().print();
    }
  }
}
