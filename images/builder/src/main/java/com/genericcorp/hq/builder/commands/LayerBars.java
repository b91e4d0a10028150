package com.genericcorp.hq.builder.commands;

import com.genericcorp.hq.builder.layers.Layer;
import com.genericcorp.hq.builder.layers.LayerListener;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Shows how layers are made: on a terminal a line of bars that is rewritten, elsewhere a line a
 * layer when it is done. On standard error.
 */
final class LayerBars implements LayerListener {
  private static final long PAUSE_NANOS = 100_000_000;
  private static final int CELLS = 12;

  private final PrintStream out;
  private final boolean terminal;
  private final Map<String, long[]> running = new LinkedHashMap<>();
  private String image = "";
  private long shownAt;

  LayerBars(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  static LayerBars onStandardError() {
    return new LayerBars(System.err, Boolean.getBoolean("hq.terminal"));
  }

  /** The image that the layers from now on belong to. */
  synchronized void image(String name) {
    image = name;
  }

  @Override
  public synchronized void begun(String layer, long bytes) {
    running.put(layer, new long[] {0, Math.max(1, bytes)});
    show(true);
  }

  @Override
  public synchronized void advanced(String layer, long bytes) {
    long[] state = running.get(layer);
    if (state != null) {
      state[0] += bytes;
      show(false);
    }
  }

  @Override
  public synchronized void ended(Layer layer) {
    running.remove(layer.name());
    out.printf(
        "%s  %s: layer '%s' made (%s)%n",
        terminal ? "\r\033[K" : "", image, layer.name(), Sizes.of(layer.size()));
    show(true);
  }

  @Override
  public synchronized void remark(String sentence) {
    out.printf("%s  %s: %s%n", terminal ? "\r\033[K" : "", image, sentence);
  }

  private void show(boolean now) {
    if (!terminal || (!now && System.nanoTime() - shownAt < PAUSE_NANOS)) {
      return;
    }
    shownAt = System.nanoTime();
    StringBuilder line = new StringBuilder("\r\033[K");
    running.forEach(
        (layer, state) -> {
          int full = (int) Math.min(CELLS, CELLS * state[0] / state[1]);
          line.append("  ").append(layer).append(" [").append("=".repeat(full));
          line.append(" ".repeat(CELLS - full)).append(']');
        });
    out.print(line);
    out.flush();
  }
}
