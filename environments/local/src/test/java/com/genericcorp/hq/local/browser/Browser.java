package com.genericcorp.hq.local.browser;

import com.genericcorp.hq.cli.files.Trees;
import com.genericcorp.hq.postgres.process.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A real Chromium with a profile of its own, which trusts the environment's authority as a person's
 * browser does after {@code hq trust}. What a page holds is found by the names that people hear.
 */
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  public final ChromeDriver driver;
  private final Path home;

  private Browser(ChromeDriver driver, Path home) {
    this.driver = driver;
    this.home = home;
  }

  /** Starts one; the test is skipped with a word where there is none. */
  public static Browser start(Path authority) throws IOException, InterruptedException {
    Path chromium = required("chromium", "google-chrome", "google-chrome-stable");
    Path driver = required("chromedriver");
    Path certutil = required("certutil");
    Path home = Files.createTempDirectory("hq-browser-");
    Path database = Files.createDirectories(home.resolve(".pki/nssdb"));
    run(certutil, "-N", "--empty-password", "-d", "sql:" + database);
    run(
        certutil,
        "-A",
        "-d",
        "sql:" + database,
        "-t",
        "C,,",
        "-n",
        "test",
        "-i",
        authority.toString());
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox", // which it cannot have as root
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--lang=en-GB",
        "--user-data-dir=" + home.resolve("profile"));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.toFile())
            .usingAnyFreePort()
            .withEnvironment(Map.of("HOME", home.toString(), "LC_ALL", "C.UTF-8"))
            .build();
    return new Browser(new ChromeDriver(service, options), home);
  }

  private static Path required(String... names) {
    for (String name : names) {
      Optional<Path> found = Program.find(name);
      if (found.isPresent()) {
        return found.get();
      }
    }
    Assumptions.abort(names[0] + " is not installed");
    throw new IllegalStateException();
  }

  private static void run(Path program, String... words) throws IOException, InterruptedException {
    ProcessBuilder command = new ProcessBuilder(program.toString());
    command.command().addAll(List.of(words));
    if (command.inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException(program + " failed");
    }
  }

  public void open(String url) {
    driver.get(url);
  }

  /** The button or link with this name, once it is there. */
  public WebElement action(String name) {
    String text = "normalize-space()=" + quoted(name) + " or @aria-label=" + quoted(name);
    return visible(By.xpath("//*[self::button or self::a][" + text + "]"));
  }

  /** The control with this label, once it is there. */
  public WebElement field(String label) {
    return visible(By.xpath("//*[@id=//label[normalize-space()=" + quoted(label) + "]/@for]"));
  }

  /** An element with this text in it, once it is there. */
  public WebElement text(String part) {
    return visible(
        By.xpath("//body//*[contains(normalize-space(), " + quoted(part) + ")][not(*)]"));
  }

  public void type(String label, String value) {
    WebElement field = field(label);
    field.clear();
    field.sendKeys(value);
  }

  /** The first that matches and can be seen. */
  public WebElement visible(By what) {
    return new WebDriverWait(driver, PATIENCE)
        .withMessage(() -> what + " is not to be seen in:\n" + body())
        .until(
            any ->
                any.findElements(what).stream()
                    .filter(WebElement::isDisplayed)
                    .findFirst()
                    .orElse(null));
  }

  /** Waits until something is so. */
  public void until(String what, java.util.function.BooleanSupplier condition) {
    Boolean unused =
        new WebDriverWait(driver, PATIENCE)
            .ignoring(org.openqa.selenium.StaleElementReferenceException.class)
            .withMessage(() -> what + "; the page says:\n" + body())
            .until(any -> condition.getAsBoolean());
  }

  /** Everything that can be read on the page. */
  public String body() {
    return driver.findElement(By.tagName("body")).getText();
  }

  /** A window of this width, in this colour scheme. */
  public void look(int width, int height, String scheme) {
    driver.manage().window().setSize(new Dimension(width, height));
    Map<String, Object> metrics =
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600);
    driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", metrics);
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** Keeps a picture of the page under {@code target/screenshots}. */
  public void screenshot(String name) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    Files.write(
        SCREENSHOTS.resolve(name + ".png"),
        driver.getScreenshotAs(org.openqa.selenium.OutputType.BYTES));
  }

  /** What axe-core finds wrong with the page for people who cannot see or point, in words. */
  @SuppressWarnings("unchecked")
  public List<String> obstacles() {
    driver.executeScript(axe());
    return (List<String>)
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "axe.run().then(found => done(found.violations.flatMap(one => one.nodes.map(node =>"
                + " one.id + ': ' + node.target + ' ' + (node.failureSummary || '')))),"
                + " failed => done([String(failed)]));");
  }

  private static String axe() {
    try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  @Override
  public void close() throws IOException {
    driver.quit();
    Trees.delete(home);
  }
}
