package com.genericcorp.hq.domain.dns;

import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * What a name server said: there is something, or nothing.
 *
 * @param answers records, those behind an alias (CNAME) among them
 * @param authority of which zone they are, or who is to be asked
 */
public record Answer(List<Record> answers, List<Record> authority) {
  public Answer {
    answers = List.copyOf(answers);
    authority = List.copyOf(authority);
  }

  /** The answers of a type, whatever name they have in the end. */
  public <R extends Record> List<R> all(Class<R> type) {
    return answers.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The records of a type that belong to the name itself. */
  public <R extends Record> List<R> of(Name name, Class<R> type) {
    return all(type).stream().filter(record -> record.getName().equals(name)).toList();
  }

  /** The same, whether they are the answer or a hint at who is to be asked. */
  <R extends Record> List<R> anywhere(Name name, Class<R> type) {
    return Stream.concat(answers.stream(), authority.stream())
        .filter(type::isInstance)
        .map(type::cast)
        .filter(record -> record.getName().equals(name))
        .toList();
  }
}
