package com.genericcorp.hq.account;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource of a stack.
 *
 * @param urn Pulumi's name of it
 * @param type Pulumi's: {@code aws:ec2/vpc:Vpc}
 * @param id as Pulumi's provider gives it: a name, an ARN or AWS's own id, by the type
 * @param inputs what the program said
 * @param outputs what the provider answered
 */
public record Resource(
    String urn, String type, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
  /**
   * A text of its own, as the provider answered it or else as the program said it.
   *
   * @throws IllegalStateException when there is none of this name
   */
  public String text(String property) {
    @Nullable Object value = outputs.getOrDefault(property, inputs.get(property));
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalStateException(urn + " has no " + property);
  }

  /**
   * A text that the program said, whatever the provider made of it.
   *
   * @throws IllegalStateException when there is none of this name
   */
  public String said(String input) {
    if (inputs.get(input) instanceof String text) {
      return text;
    }
    throw new IllegalStateException("the program gave " + urn + " no " + input);
  }
}
