package com.genericcorp.hq.server.seed;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.identity.Role;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * The people of a sample organisation: an owner, two members, a reader, always the same for one
 * slug. They have no passwords; the first member is who visitors of a demo sign in as.
 */
final class SamplePeople {
  private static final List<String> FIRST_NAMES =
      List.of(
          "Amara", "Anna", "Carlos", "Chen", "Daniel", "Elena", "Farah", "Grace", "Hannah", "Ines",
          "Jonas", "Kwame", "Lena", "Lucas", "Marta", "Mei", "Nadia", "Omar", "Priya", "Samuel",
          "Sofia", "Tomas", "Yusuf", "Zoe");
  private static final List<String> LAST_NAMES =
      List.of(
          "Adeyemi", "Bauer", "Becker", "Costa", "Dubois", "Eriksen", "Fischer", "Garcia", "Haddad",
          "Ito", "Jansen", "Kaya", "Larsen", "Mensah", "Moreau", "Novak", "Okafor", "Patel",
          "Rossi", "Silva", "Tanaka", "Weber", "Wong", "Zhang");
  private static final List<Role> ROLES =
      List.of(Role.OWNER, Role.MEMBER, Role.MEMBER, Role.READER);

  private record Person(
      String name, String email, String role, String createdAt, String lastSeen) {}

  private SamplePeople() {}

  /**
   * Adds those who are not there. Id and address both tell one: of two seeds at once, either index
   * may be the one that notices.
   */
  static int add(Handle handle, String slug, Clock clock) {
    return handle.execute(
        """
        insert into users (id, name, email, role, created_at, last_signed_in_at)
          select id, name, email, role, "createdAt", "lastSeen" from jsonb_to_recordset(?::jsonb)
            as p (id uuid, name text, email text, role text, "createdAt" timestamptz, "lastSeen" timestamptz)
          on conflict do nothing
        """,
        Json.print(of(slug, clock.instant()).stream().map(SamplePeople::fields).toList()));
  }

  private static List<Person> of(String slug, Instant now) {
    Random random = new Random(slug.hashCode());
    List<String> first = shuffled(FIRST_NAMES, random);
    List<String> last = shuffled(LAST_NAMES, random);
    List<Person> people = new ArrayList<>();
    for (int index = 0; index < ROLES.size(); index++) {
      String email = first.get(index) + "." + last.get(index) + "@" + slug + ".example";
      people.add(
          new Person(
              first.get(index) + " " + last.get(index),
              email.toLowerCase(Locale.ROOT),
              ROLES.get(index).text(),
              now.minus(Duration.ofHours(24L * (90 - 9L * index) - 2L * index)).toString(),
              now.minus(Duration.ofMinutes(50 + random.nextInt(60 * 70))).toString()));
    }
    return people;
  }

  private static List<String> shuffled(List<String> names, Random random) {
    List<String> shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private static Map<String, String> fields(Person person) {
    Map<String, String> fields = new LinkedHashMap<>();
    // The same whenever they are made anew.
    UUID id = UUID.nameUUIDFromBytes(person.email().getBytes(StandardCharsets.UTF_8));
    fields.put("id", id.toString());
    fields.put("name", person.name());
    fields.put("email", person.email());
    fields.put("role", person.role());
    fields.put("createdAt", person.createdAt());
    fields.put("lastSeen", person.lastSeen());
    return fields;
  }
}
