package com.genericcorp.hq.server.http;

import com.genericcorp.hq.server.database.DatabaseUnavailable;
import com.genericcorp.hq.server.identity.Role;
import com.genericcorp.hq.server.logging.Logging;
import com.genericcorp.hq.server.tenancy.ApiKey;
import com.genericcorp.hq.server.tenancy.ApiKeys;
import com.genericcorp.hq.server.tenancy.Registry;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * For which organisation a request is, by its host, its {@code X-Organization-Slug} header and its
 * key or session, which must agree; who sends it, and whether they may.
 */
public final class Access {
  private static final Logger LOG = LoggerFactory.getLogger(Access.class);

  static final String ORGANIZATION = "X-Organization-Slug";

  private static final Pattern BEARER = Pattern.compile("bearer +(\\S+)", Pattern.CASE_INSENSITIVE);
  private static final String CHALLENGE = "WWW-Authenticate";

  private final Hosts hosts;
  private final Registry registry;
  private final ApiKeys keys;
  private final CookieSessions sessions;
  private final Admission admission;

  public Access(
      Hosts hosts, Registry registry, ApiKeys keys, CookieSessions sessions, Admission admission) {
    this.hosts = hosts;
    this.registry = registry;
    this.keys = keys;
    this.sessions = sessions;
    this.admission = admission;
  }

  /** An endpoint for everybody who belongs to the organisation that they speak to. */
  public Endpoint reader(TenantEndpoint endpoint) {
    return authenticated(Role.READER, endpoint);
  }

  /** An endpoint for those who may put agents to work. */
  public Endpoint member(TenantEndpoint endpoint) {
    return authenticated(Role.MEMBER, endpoint);
  }

  /** An endpoint for those who manage people and keys. */
  public Endpoint owner(TenantEndpoint endpoint) {
    return authenticated(Role.OWNER, endpoint);
  }

  /** As {@link #reader}, for events that go on until one side ends them. */
  public StreamEndpoint readerStream(TenantStreamEndpoint endpoint) {
    return call -> {
      Caller caller = caller(call);
      admission.admit(caller, call);
      Consumer<EventStream> reader = endpoint.open(caller, call, () -> stillAllowed(caller, call));
      admission.answered(caller);
      return reader;
    };
  }

  private Endpoint authenticated(Role needed, TenantEndpoint endpoint) {
    return call -> {
      Caller caller = caller(call);
      admission.admit(caller, call);
      Answer answer;
      try {
        demand(needed, caller);
        answer = endpoint.answer(caller, call);
      } catch (ProblemException refused) {
        if (refused.problem().status() < 500) {
          admission.answered(caller);
        }
        throw refused;
      }
      admission.answered(caller);
      return answer;
    };
  }

  private static void demand(Role needed, Caller caller) {
    if (!caller.role().includes(needed)) {
      throw new Problem(
              403,
              "not-allowed",
              "This needs the role '"
                  + needed.text()
                  + "'; yours is '"
                  + caller.role().text()
                  + "'.")
          .exception();
    }
  }

  /** Whether a request that was let in would be let in again. */
  private boolean stillAllowed(Caller before, Call call) {
    try {
      Caller now = authenticate(call.again());
      return now.id().equals(before.id()) && now.tenant().id().equals(before.tenant().id());
    } catch (ProblemException refused) {
      return false;
    } finally {
      // The thread is none of a request's.
      MDC.remove(Logging.TENANT);
    }
  }

  /**
   * An endpoint for those who are about to show who they are, in the organisation that they name.
   */
  public Endpoint stranger(OrganizationEndpoint endpoint) {
    return call -> {
      admission.admitStranger(call);
      Optional<Slug> named = named(call);
      if (named.isEmpty()) {
        throw organizationMissing();
      }
      return endpoint.answer(served(call, existing(named.get())), call);
    };
  }

  /**
   * The same where the body may say for which organisation the request is, when nothing else does.
   *
   * @param inBody the organisation that the body names; throws when it names none
   */
  public Endpoint stranger(Function<Call, Tenant> inBody, OrganizationEndpoint endpoint) {
    return call -> {
      admission.admitStranger(call);
      Optional<Slug> named = named(call);
      Tenant tenant = named.isPresent() ? existing(named.get()) : inBody.apply(call);
      return endpoint.answer(served(call, tenant), call);
    };
  }

  /**
   * An endpoint that knows who calls, if it is anybody. Cookies and keys that must not be believed
   * are refused all the same.
   */
  public Endpoint anyone(BiFunction<Optional<Caller>, Call, Answer> endpoint) {
    return call -> {
      Optional<Caller> caller;
      try {
        caller = known(call);
      } catch (ProblemException refused) {
        admission.admitStranger(call);
        throw refused;
      }
      if (caller.isPresent()) {
        admission.admit(caller.get(), call);
      } else {
        admission.admitStranger(call);
      }
      return endpoint.apply(caller, call);
    };
  }

  /** An endpoint for anybody, on hosts that are the service's or an existing organisation's. */
  public Endpoint open(Endpoint endpoint) {
    return call -> {
      named(call).ifPresent(slug -> call.exchange().isFor(existing(slug)));
      return endpoint.answer(call);
    };
  }

  /**
   * An endpoint of the page, on hosts that are the service's or may be an organisation's: whether
   * there is one, the page says itself.
   */
  public Endpoint page(Endpoint endpoint) {
    return call -> {
      byHost(call.onlyHeader("Host"));
      return endpoint.answer(call);
    };
  }

  /**
   * An endpoint for anybody that answers also while the database is away, when nobody can say
   * whether the organisation that is named exists. Callers are counted by their address.
   */
  public Endpoint always(Endpoint endpoint) {
    return call -> {
      admission.admitStranger(call);
      try {
        named(call).ifPresent(slug -> call.exchange().isFor(existing(slug)));
      } catch (DatabaseUnavailable away) {
        LOG.debug("nobody can say whose host this is", away);
      }
      return endpoint.answer(call);
    };
  }

  /** Who calls; strangers are counted and refused. */
  private Caller caller(Call call) {
    try {
      return authenticate(call);
    } catch (ProblemException refused) {
      admission.admitStranger(call);
      throw refused;
    }
  }

  private Caller authenticate(Call call) {
    Optional<Caller> caller = known(call);
    if (caller.isPresent()) {
      return caller.get();
    }
    String credentials = call.onlyHeader("Authorization");
    if (named(call).isEmpty() && credentials.isEmpty()) {
      throw organizationMissing();
    }
    throw unauthorized(credentials.isEmpty());
  }

  /** Who calls; empty when nobody shows who it is, or the key is not valid. */
  private Optional<Caller> known(Call call) {
    Optional<Slug> named = named(call);
    String credentials = call.onlyHeader("Authorization");
    Optional<Caller> holder =
        credentials.isEmpty() ? sessions.caller(call, named) : holder(credentials);
    if (holder.isPresent() && named.isPresent()) {
      // Not even whether the other organisation exists is any of this caller's business.
      if (!holder.get().tenant().slug().equals(named.get().value())) {
        throw new Problem(
                403,
                "organization-mismatch",
                "This key or session is not one of the organisation addressed.")
            .exception();
      }
    }
    if (holder.isPresent()) {
      served(call, holder.get().tenant());
    } else {
      named.ifPresent(slug -> served(call, existing(slug)));
    }
    return holder;
  }

  private Tenant existing(Slug slug) {
    return registry
        .bySlug(slug.value())
        .orElseThrow(() -> unknown("There is no organisation '" + slug.value() + "'."));
  }

  private static Tenant served(Call call, Tenant tenant) {
    call.exchange().isFor(tenant);
    if (tenant.suspended()) {
      throw new Problem(403, "organization-suspended", "This organisation is suspended.")
          .exception();
    }
    return tenant;
  }

  /** The organisation whose valid key was sent. */
  private Optional<Caller> holder(String credentials) {
    Matcher bearer = BEARER.matcher(credentials);
    if (!bearer.matches()) {
      return Optional.empty();
    }
    Optional<ApiKey> key = ApiKey.parse(bearer.group(1));
    return key.flatMap(known -> registry.byId(known.tenantId()))
        .flatMap(
            tenant -> keys.grant(tenant, key.orElseThrow()).map(grant -> Caller.of(tenant, grant)));
  }

  /** The organisation that host or header name; both when they agree. */
  private Optional<Slug> named(Call call) {
    Optional<Slug> byHost = byHost(call.onlyHeader("Host"));
    Optional<Slug> byHeader = byHeader(call.header(ORGANIZATION));
    if (byHost.isPresent() && byHeader.isPresent() && !byHost.equals(byHeader)) {
      throw new Problem(
              400,
              "organization-mismatch",
              "The host and the header " + ORGANIZATION + " name different organisations.")
          .exception();
    }
    return byHost.or(() -> byHeader);
  }

  private Optional<Slug> byHost(String host) {
    Hosts.Meaning meaning = hosts.meaningOf(host);
    if (meaning instanceof Hosts.Organization organization) {
      return Optional.of(organization.slug());
    } else if (meaning instanceof Hosts.Service) {
      return Optional.empty();
    } else if (meaning instanceof Hosts.Nobody) {
      throw unknown("There is no organisation at this host.");
    }
    throw new Problem(421, "This server does not serve that host.").exception();
  }

  private static Optional<Slug> byHeader(List<String> values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Slug.parse(values.get(0))
            .orElseThrow(
                () ->
                    new Problem(
                            400, "The header " + ORGANIZATION + " holds no organisation's name.")
                        .exception()));
  }

  private static ProblemException organizationMissing() {
    return new Problem(
            400,
            "organization-missing",
            "Say for which organisation the request is: by its host name, by "
                + ORGANIZATION
                + ", or by one of its keys.")
        .exception();
  }

  private static ProblemException unknown(String detail) {
    return new Problem(404, "organization-unknown", detail).exception();
  }

  private static ProblemException unauthorized(boolean nothingSent) {
    return nothingSent
        ? new Problem(
                401,
                "Sign in, or send one of the organisation's keys as 'Authorization: Bearer …'.")
            .with(CHALLENGE, "Bearer realm=\"agenthq\"")
            .exception()
        : new Problem(401, "This key is not valid.")
            .with(CHALLENGE, "Bearer realm=\"agenthq\", error=\"invalid_token\"")
            .exception();
  }
}
