package com.genericcorp.hq.verify.checks;

import com.genericcorp.hq.verify.targets.ApiKey;
import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.Limits;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Request;
import com.genericcorp.hq.verify.wire.Response;
import com.genericcorp.hq.verify.wire.Wire;
import java.util.List;

/**
 * The environment being verified, as checks ask it: by the names in {@link Target}, over {@link
 * Wire}.
 */
public record Site(Target target, Limits limits, Wire wire) {
  /** An organisation that is not the probe; whether it exists makes no difference. */
  public static final String ELSEWHERE = "probe-elsewhere";

  private static final String SLUG_HEADER = "X-Organization-Slug";

  /** The hosts that users see: the service's own, and an organisation's where it has one. */
  public List<String> hosts() {
    return target.hasTenantHosts()
        ? List.of(target.publicHost(), target.hostOf(target.probeSlug()))
        : List.of(target.publicHost());
  }

  public Response get(String host, String path) throws NoAnswer {
    return wire.send(Request.get(host, path));
  }

  /** A GET at an organisation's address, without a key. */
  public Request getAt(String slug, String path) {
    return addressed(slug, Request.get(target.hostOf(slug), path));
  }

  /** A DELETE at an organisation's address, without a key. */
  public Request deleteAt(String slug, String path) {
    return addressed(slug, Request.delete(target.hostOf(slug), path));
  }

  /** A POST of JSON at an organisation's address, without a key. */
  public Request postAt(String slug, String path, String json) {
    return addressed(slug, Request.post(target.hostOf(slug), path, json));
  }

  /** A DELETE at an organisation's address, without a key. */
  public Request deleteAt(String slug, String path) {
    return addressed(slug, Request.delete(target.hostOf(slug), path));
  }

  /** The request with the header that names an organisation. */
  public Request naming(String slug, Request request) {
    return request.with(SLUG_HEADER, slug);
  }

  /** The request with the probe's key. */
  public Request withKey(Request request) {
    return withKey(target.probeKey(), request);
  }

  public Request withKey(ApiKey key, Request request) {
    return request.with("Authorization", "Bearer " + key.reveal());
  }

  private Request addressed(String slug, Request request) {
    return target.hasTenantHosts() ? request : naming(slug, request);
  }
}
