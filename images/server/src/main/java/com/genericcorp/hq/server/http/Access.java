package com.genericcorp.hq.server.http;

import com.genericcorp.hq.server.database.DatabaseUnavailable;
import com.genericcorp.hq.server.identity.Role;
import com.genericcorp.hq.server.logging.Logging;
import com.genericcorp.hq.server.tenancy.ApiKey;
import com.genericcorp.hq.server.tenancy.ApiKeys;
import com.genericcorp.hq.server.tenancy.Asker;
import com.genericcorp.hq.server.tenancy.NotServed;
import com.genericcorp.hq.server.tenancy.Registry;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
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

  private static final Pattern BEARER = Pattern.compile("bearer +(\\S+)", Pattern.CASE_INSENSITIVE);
  private static final String CHALLENGE = "WWW-Authenticate";

  private final Addressee addressee;
  private final Registry registry;
  private final ApiKeys keys;
  private final CookieSessions sessions;
  private final Admission admission;

  public Access(
      Hosts hosts, Registry registry, ApiKeys keys, CookieSessions sessions, Admission admission) {
    this.addressee = new Addressee(hosts);
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
      return metered(caller, () -> endpoint.open(caller, call, () -> stillAllowed(caller, call)));
    };
  }

  private Endpoint authenticated(Role needed, TenantEndpoint endpoint) {
    return call -> {
      Caller caller = caller(call);
      return metered(
          caller,
          () -> {
            demand(needed, caller);
            return endpoint.answer(caller, call);
          });
    };
  }

  /** Our own faults are no use of the service; refusals are. */
  private <T> T metered(Caller caller, Supplier<T> work) {
    T answer;
    try {
      answer = work.get();
    } catch (ProblemException refused) {
      if (refused.problem().status() < 500) {
        admission.answered(caller);
      }
      throw refused;
    }
    admission.answered(caller);
    return answer;
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
      return known(call.again(), Asker.COUNTED)
          .filter(now -> now.id().equals(before.id()))
          .filter(now -> now.tenant().id().equals(before.tenant().id()))
          .isPresent();
    } catch (ProblemException | NotServed refused) {
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
    return stranger(
        nameless -> {
          throw organizationMissing();
        },
        endpoint);
  }

  /**
   * The same where the body may say for which organisation the request is, when nothing else does.
   *
   * @param inBody the organisation that the body names; throws when it names none
   */
  public Endpoint stranger(Function<Call, Tenant> inBody, OrganizationEndpoint endpoint) {
    return call -> {
      admission.admitStranger(call);
      Optional<Slug> named = addressee.named(call);
      Tenant tenant = named.isPresent() ? existing(named.get()) : inBody.apply(call);
      return endpoint.answer(served(call, tenant), call);
    };
  }

  /**
   * An endpoint that knows who calls, if it is anybody. Cookies and keys that must not be believed
   * are refused all the same.
   */
  public Endpoint anyone(BiFunction<Optional<Caller>, Call, Answer> endpoint) {
    return call -> endpoint.apply(admitted(call), call);
  }

  /**
   * An endpoint of the page, on hosts that are the service's or may be an organisation's: whether
   * there is one, the page says itself.
   */
  public Endpoint page(Endpoint endpoint) {
    return call -> {
      addressee.byHost(call);
      return endpoint.answer(call);
    };
  }

  /** The same, told which organisation is at the host, if one is. */
  public Endpoint page(BiFunction<Optional<Tenant>, Call, Answer> endpoint) {
    return call -> {
      Asker asker = admission.asker(call);
      return endpoint.apply(
          addressee.byHost(call).flatMap(slug -> registry.bySlug(slug.value(), asker)), call);
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
        addressee.named(call).ifPresent(slug -> call.exchange().isFor(existing(slug)));
      } catch (DatabaseUnavailable away) {
        LOG.debug("nobody can say whose host this is", away);
      }
      return endpoint.answer(call);
    };
  }

  /** Who calls, counted; strangers are counted and refused. */
  private Caller caller(Call call) {
    return admitted(call).orElseThrow(() -> refusal(call));
  }

  /** Who calls, if it is anybody, counted; by the address, when the request is refused. */
  private Optional<Caller> admitted(Call call) {
    Optional<Caller> caller;
    try {
      caller = known(call, admission.asker(call));
    } catch (ProblemException refused) {
      if (refused.problem().status() != 429) {
        admission.admitStranger(call);
      }
      throw refused;
    } catch (NotServed organization) {
      // Whose key it is cannot be found out.
      admission.admitStranger(call);
      throw organization;
    }
    if (caller.isPresent()) {
      admission.admit(caller.get(), call);
    } else {
      admission.admitStranger(call);
    }
    return caller;
  }

  private ProblemException refusal(Call call) {
    String credentials = call.onlyHeader("Authorization");
    return addressee.named(call).isEmpty() && credentials.isEmpty()
        ? organizationMissing()
        : unauthorized(credentials.isEmpty());
  }

  /** Who calls; empty when nobody shows who it is, or the key is not valid. */
  private Optional<Caller> known(Call call, Asker asker) {
    Optional<Slug> named = addressee.named(call);
    String credentials = call.onlyHeader("Authorization");
    Optional<Caller> holder =
        credentials.isEmpty() ? sessions.caller(call, named, asker) : holder(credentials, asker);
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
      named.ifPresent(slug -> served(call, existing(slug, asker)));
    }
    return holder;
  }

  /** The organisation that a request names which was counted as a stranger's. */
  private Tenant existing(Slug slug) {
    return existing(slug, Asker.COUNTED);
  }

  private Tenant existing(Slug slug, Asker asker) {
    return registry
        .bySlug(slug.value(), asker)
        .orElseThrow(() -> Addressee.unknown("There is no organisation '" + slug.value() + "'."));
  }

  private static Tenant served(Call call, Tenant tenant) {
    call.exchange().isFor(tenant);
    if (tenant.suspended()) {
      throw suspended().exception();
    }
    return tenant;
  }

  private static Problem suspended() {
    return new Problem(403, "organization-suspended", "This organisation is suspended.");
  }

  /** What a request of an organisation is answered that turned out not to be served any more. */
  static Problem problem(NotServed organization) {
    return organization.gone()
        ? Addressee.unknown("There is no organisation '" + organization.tenant().slug() + "'.")
            .problem()
        : suspended();
  }

  /** The organisation whose valid key was sent. */
  private Optional<Caller> holder(String credentials, Asker asker) {
    Matcher bearer = BEARER.matcher(credentials);
    if (!bearer.matches()) {
      return Optional.empty();
    }
    Optional<ApiKey> key = ApiKey.parse(bearer.group(1));
    return key.flatMap(known -> registry.byId(known.tenantId(), asker))
        .flatMap(
            tenant ->
                keys.grant(tenant, key.orElseThrow(), asker)
                    .map(grant -> Caller.of(tenant, grant)));
  }

  private static ProblemException organizationMissing() {
    return new Problem(
            400,
            "organization-missing",
            "Say for which organisation the request is: by its host name, by "
                + Addressee.HEADER
                + ", or by one of its keys.")
        .exception();
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
