package com.genericcorp.hq.bench;

import com.genericcorp.hq.verify.targets.TargetFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The page in Chromium against a running local environment: how large it is, when it can be used,
 * and how long a change in the database takes to be seen.
 */
final class PageBench {
  private static final int LOADS = 10;
  private static final int TASKS = 30;
  private static final double LIMIT_KILOBYTES = 150;
  private static final double LIMIT_USABLE_MILLIS = 1_000;
  private static final double LIMIT_SEEN_MILLIS = 200;

  // When a heading of the application is there, it answers clicks: one rendering makes both.
  private static final String NOTE_THE_FIRST_HEADING =
      "new MutationObserver((changes, observer) => { if (document.querySelector('h1')) {"
          + " window.usableAt = performance.now(); observer.disconnect(); } })"
          + ".observe(document, {childList: true, subtree: true});";

  private static final String MAKE_AND_SEE =
      """
      const done = arguments[arguments.length - 1];
      (async () => {
        const title = 'seen ' + arguments[0];
        const seen = new Promise(resolve => new MutationObserver((changes, observer) => {
          if (document.body.textContent.includes(title)) { observer.disconnect(); resolve(Date.now()); }
        }).observe(document.body, {childList: true, subtree: true, characterData: true}));
        const session = await (await fetch('/api/session')).json();
        const agents = await (await fetch('/api/agents?limit=1')).json();
        const made = await (await fetch('/api/tasks', {
          method: 'POST',
          headers: {'Content-Type': 'application/json', 'X-CSRF-Token': session.csrfToken},
          body: JSON.stringify({agentId: agents.items[0].id, title, simulation: {seconds: 0.1}}),
        })).json();
        return (await seen) - Date.parse(made.createdAt);
      })().then(done, problem => done(String(problem)));
      """;

  private PageBench() {}

  /**
   * @param arguments the environment's state folder
   */
  public static void main(String[] arguments) throws Exception {
    TargetFile target = TargetFile.read(Path.of(arguments[0]).resolve("target.json"));
    String url = "https://acme.demo.localhost:" + target.httpsPort();
    ChromeDriver driver = chromium();
    try {
      driver.executeCdpCommand(
          "Page.addScriptToEvaluateOnNewDocument", Map.of("source", NOTE_THE_FIRST_HEADING));
      signIn(driver, url);
      Sample usable = new Sample();
      double kilobytes = 0;
      for (int load = 0; load < LOADS; load++) {
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
        driver.get(url + "/board");
        await(driver, By.cssSelector("[data-connection=live]"));
        usable.add((long) (number(driver.executeScript("return window.usableAt")) * 1e6));
        kilobytes =
            number(
                    driver.executeScript(
                        "return performance.getEntriesByType('navigation').concat("
                            + "performance.getEntriesByType('resource').filter(one =>"
                            + " !one.name.includes('/api/')))"
                            + ".reduce((sum, one) => sum + one.encodedBodySize, 0)"))
                / 1000;
      }
      Sample seen = new Sample();
      for (int task = 0; task < TASKS; task++) {
        Object took = driver.executeAsyncScript(MAKE_AND_SEE, task + "-" + System.nanoTime());
        seen.add((long) (number(took) * 1e6));
      }
      print("page, compressed", "%.1f kB".formatted(kilobytes), LIMIT_KILOBYTES, kilobytes, "kB");
      print("usable after", times(usable), LIMIT_USABLE_MILLIS, usable.millis(0.95), "ms");
      print("from commit to page", times(seen), LIMIT_SEEN_MILLIS, seen.millis(0.95), "ms");
    } finally {
      driver.quit();
    }
  }

  private static String times(Sample sample) {
    return "median %.0f ms, p95 %.0f ms".formatted(sample.median(), sample.millis(0.95));
  }

  private static void print(String what, String found, double limit, double value, String unit) {
    System.out.printf(
        "%-22s %-32s limit %.0f %s: %s%n",
        what, found, limit, unit, value <= limit ? "held" : "exceeded");
  }

  private static void signIn(ChromeDriver driver, String url) {
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(20));
    driver.get(url + "/sign-in");
    await(driver, By.xpath("//button[contains(., 'sample member')]"));
    driver.findElement(By.xpath("//button[contains(., 'sample member')]")).click();
    await(driver, By.cssSelector("[data-connection=live]"));
  }

  private static void await(ChromeDriver driver, By what) {
    Boolean unused =
        new WebDriverWait(driver, Duration.ofSeconds(20))
            .until(any -> !any.findElements(what).isEmpty());
  }

  private static double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalStateException("the page gave no number: " + value);
  }

  private static ChromeDriver chromium() {
    ChromeOptions options = new ChromeOptions();
    program("chromium", "google-chrome").ifPresent(one -> options.setBinary(one.toFile()));
    options.setAcceptInsecureCerts(true);
    options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
    ChromeDriverService.Builder service = new ChromeDriverService.Builder().usingAnyFreePort();
    program("chromedriver").ifPresent(one -> service.usingDriverExecutable(one.toFile()));
    return new ChromeDriver(service.build(), options);
  }

  private static Optional<Path> program(String... names) {
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
