package com.genericcorp.hq.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.local.Clone.Ended;
import com.genericcorp.hq.local.browser.Browser;
import com.genericcorp.hq.local.processes.LocalProcess;
import com.genericcorp.hq.local.processes.Part;
import com.genericcorp.hq.postgres.process.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in a real browser, over the real edge, in front of the real server. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageIT {
  private static final String PASSWORD = "a password for the test";

  private static Clone clone;
  private static Browser acme;
  private static Browser initech;

  @BeforeAll
  static void up() throws Exception {
    clone = new Clone();
    Ended up = clone.run(clone.up("--detach"));
    assertThat(up.exit()).as(up.err()).isZero();
    Path authority = clone.state.certificates().resolve("ca.pem");
    acme = Browser.start(authority);
    initech = Browser.start(authority);
  }

  @AfterAll
  static void down() throws Exception {
    for (AutoCloseable one : new AutoCloseable[] {acme, initech, clone}) {
      if (one != null) {
        one.close();
      }
    }
  }

  @Test
  @Order(1)
  void oneClickSignsInAsASampleMember() {
    acme.open("https://demo.localhost:" + clone.httpsPort + "/");
    acme.visible(By.partialLinkText("Acme Corporation")).click();
    acme.until("acme's host", () -> acme.driver.getCurrentUrl().startsWith(url("acme")));
    signInAsSample(acme, "acme");
    assertThat(acme.body()).contains("Environment: local").contains("Acme Corporation");
  }

  @Test
  @Order(2)
  void aTaskIsSeenToFinishWithoutReloading() {
    acme.driver.executeScript("window.stayed = true");
    addTask(acme, "Compare quotes for the new press", "1");
    acme.until(
        "the task has succeeded",
        () -> column(acme, "Succeeded").contains("Compare quotes for the new press"));
    assertThat(acme.driver.executeScript("return window.stayed")).isEqualTo(true);
  }

  @Test
  @Order(3)
  void twoOrganisationsInTwoWindowsNeverSeeEachOthersTasks() {
    signInAsSample(initech, "initech");
    addTask(initech, "Only Initech may read this", "1");
    addTask(acme, "Only Acme may read this", "1");
    initech.until(
        "both have ended",
        () ->
            column(initech, "Succeeded").contains("Only Initech may read this")
                && column(acme, "Succeeded").contains("Only Acme may read this"));
    for (String page : List.of("board", "agents", "members", "usage")) {
      acme.open(url("acme") + "/" + page);
      acme.visible(By.tagName("h1"));
      assertThat(acme.driver.getPageSource()).doesNotContain("Only Initech", "Initech");
      initech.open(url("initech") + "/" + page);
      initech.visible(By.tagName("h1"));
      assertThat(initech.driver.getPageSource()).doesNotContain("Only Acme", "Acme");
    }
  }

  @Test
  @Order(4)
  void aSessionIsGoodAtItsOwnOrganisationOnly() {
    acme.open(url("globex") + "/board");
    acme.until("it asks who one is", () -> acme.driver.getCurrentUrl().contains("/sign-in"));
    acme.open(url("acme") + "/board");
    acme.action("New task");
  }

  @Test
  @Order(5)
  void aLimitIsNamedWithTheTierAbove() {
    initech.open(url("initech") + "/agents");
    for (int agent = 1; agent <= 6 && !initech.body().contains("That is the limit"); agent++) {
      initech.action("Add agent").click();
      initech.type("Name", "Temp " + agent);
      WebElement dialog = initech.visible(By.tagName("dialog"));
      dialog.findElement(By.cssSelector("button[type=submit]")).click();
      initech.until(
          "an answer",
          () ->
              initech.body().contains("That is the limit")
                  || initech.driver.findElements(By.tagName("dialog")).isEmpty());
    }
    assertThat(initech.body())
        .contains("That is the limit of the free tier.")
        .contains("It allows 5 agents")
        .contains("Starter, the tier above, allows 20");
    new org.openqa.selenium.interactions.Actions(initech.driver).sendKeys(Keys.ESCAPE).perform();
  }

  @Test
  @Order(6)
  void whatPeopleTypeIsTextAndNothingElse() {
    acme.open(url("acme") + "/board");
    String hostile =
        "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>";
    addTask(acme, hostile, "0.2");
    acme.until("it is shown as text", () -> column(acme, "Succeeded").contains(hostile));
    assertThat(acme.driver.getTitle()).doesNotContain("owned");
    assertThat(acme.driver.findElements(By.cssSelector("img[src=x]"))).isEmpty();
  }

  @Test
  @Order(7)
  void thePageRecoversWhenTheServerIsKilledAndStartedAgain() throws Exception {
    acme.open(url("acme") + "/board");
    acme.until("it is live", live(acme));
    acme.driver.executeScript("window.stayed = true");
    LocalProcess server =
        clone.processes().stream()
            .filter(one -> one.part() == Part.SERVER)
            .findFirst()
            .orElseThrow();
    Signal.KILL.send(server.identity().pid());
    acme.until("it says that it is away", () -> acme.body().contains("Reconnecting"));
    Ended up = clone.run(clone.up("--detach"));
    assertThat(up.exit()).as(up.err()).isZero();
    acme.until("it is live again", live(acme));
    addTask(acme, "After the restart", "0.2");
    acme.until(
        "it is seen to finish", () -> column(acme, "Succeeded").contains("After the restart"));
    assertThat(acme.driver.executeScript("return window.stayed")).isEqualTo(true);
  }

  @Test
  @Order(8)
  void everyPageCanBeUsedByAllAndIsPictured() throws Exception {
    Browser owner = acme;
    signInAsOwner(owner, "acme");
    List<String> obstacles = new ArrayList<>();
    List<String> pages = List.of("board", "agents", "usage", "members", "keys", "status");
    for (String scheme : List.of("light", "dark")) {
      for (int width : new int[] {1280, 360}) {
        owner.look(width, width == 360 ? 780 : 900, scheme);
        for (String page : pages) {
          owner.open(url("acme") + "/" + page);
          look(owner, page, scheme, width, obstacles);
        }
        owner.open("https://demo.localhost:" + clone.httpsPort + "/");
        look(owner, "landing", scheme, width, obstacles);
        owner.open(url("globex") + "/sign-in");
        look(owner, "sign-in", scheme, width, obstacles);
      }
    }
    assertThat(obstacles).isEmpty();
  }

  @Test
  @Order(9)
  void nothingIsLoadedFromAnotherHost() {
    acme.open(url("acme") + "/board");
    acme.until("it is live", live(acme));
    @SuppressWarnings("unchecked")
    List<String> loaded =
        (List<String>)
            acme.driver.executeScript(
                "return performance.getEntriesByType('resource').map(one => one.name)");
    assertThat(loaded).isNotEmpty().allMatch(one -> one.startsWith(url("acme") + "/"));
    assertThat(acme.driver.manage().logs().get("browser").getAll())
        .as("what the browser complained about")
        .noneMatch(entry -> entry.getMessage().contains("Content Security Policy"));
  }

  @Test
  @Order(10)
  void signingOutEndsTheSession() {
    acme.open(url("acme") + "/board");
    acme.action("New task");
    acme.driver.executeScript(
        "return fetch('/api/session').then(r => r.json()).then(s => fetch('/api/session',"
            + " {method: 'DELETE', headers: {'X-CSRF-Token': s.csrfToken}}))");
    acme.open(url("acme") + "/board");
    acme.until("it asks who one is", () -> acme.driver.getCurrentUrl().contains("/sign-in"));
  }

  private static void look(
      Browser browser, String page, String scheme, int width, List<String> obstacles)
      throws IOException {
    browser.visible(By.tagName("h1"));
    browser.until(
        "it has loaded",
        () -> browser.driver.findElements(By.cssSelector("[aria-busy=true]")).isEmpty());
    browser.screenshot(page + "-" + scheme + "-" + width);
    for (String obstacle : browser.obstacles()) {
      obstacles.add(page + " " + scheme + " " + width + ": " + obstacle);
    }
    Object wider =
        browser.driver.executeScript(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    if (((Number) wider).intValue() > 0) {
      obstacles.add(page + " " + scheme + " " + width + ": wider than the window by " + wider);
    }
  }

  private static void signInAsSample(Browser browser, String slug) {
    browser.open(url(slug) + "/sign-in");
    browser.action("Look around as a sample member").click();
    browser.action("New task");
  }

  /** Invites an owner by the command line, as the first person of an organisation comes in. */
  private static void signInAsOwner(Browser browser, String slug) throws Exception {
    browser.driver.manage().deleteAllCookies();
    Ended invited =
        clone.run(
            "users", "invite", slug, "olga@" + slug + ".example", "--role", "owner", "--json");
    assertThat(invited.exit()).as(invited.err()).isZero();
    browser.open(Json.mapper().readTree(invited.out()).path("url").asText());
    browser.type("Your name", "Olga Owner");
    browser.type("New password", PASSWORD);
    browser.action("Go in").click();
    browser.action("New task");
  }

  private static void addTask(Browser browser, String title, String seconds) {
    browser.action("New task").click();
    browser.type("What is to be done", title);
    browser.visible(By.cssSelector("dialog summary")).click();
    browser.type("Seconds an attempt takes", seconds);
    browser.action("Start task").click();
    browser.until(
        "the dialog is gone", () -> browser.driver.findElements(By.tagName("dialog")).isEmpty());
  }

  private static String column(Browser browser, String state) {
    return browser
        .visible(
            By.cssSelector(
                "section[aria-labelledby=state-" + state.toLowerCase(java.util.Locale.ROOT) + "]"))
        .getText();
  }

  private static BooleanSupplier live(Browser browser) {
    return () -> !browser.driver.findElements(By.cssSelector("[data-connection=live]")).isEmpty();
  }

  private static String url(String slug) {
    return "https://" + slug + ".demo.localhost:" + clone.httpsPort;
  }
}
