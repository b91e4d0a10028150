package com.genericcorp.hq.rehearse.account;

import com.genericcorp.hq.rehearse.mapping.Mapping;
import java.util.List;
import java.util.Map;

/**
 * A resource that is there.
 *
 * @param inputs what Pulumi gave, with the name that it would have made up
 * @param state what the program was told
 * @param delete the calls that destroy it, their requests already filled
 */
public record Made(
    String urn,
    Mapping mapping,
    String name,
    String id,
    Map<String, Object> inputs,
    Map<String, Object> state,
    List<Mapping.Call> delete) {}
