package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.InvalidInput;
import picocli.CommandLine.ITypeConverter;

/** {@code 5%} on a command line, as 0.05. */
final class Share implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : "";
    try {
      double percent = Double.parseDouble(number);
      if (percent >= 0 && percent <= 100) {
        return percent / 100;
      }
    } catch (NumberFormatException none) {
      // Said below.
    }
    throw new InvalidInput("'%s' is no share: expected one like 5%%, from 0%% to 100%%", text);
  }
}
