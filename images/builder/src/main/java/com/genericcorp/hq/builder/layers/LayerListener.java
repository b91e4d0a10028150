package com.genericcorp.hq.builder.layers;

/** Hears how the making of layers goes on; called by several threads. */
public interface LayerListener {
  /** Hears nothing. */
  LayerListener SILENT = new LayerListener() {};

  /**
   * A layer is begun.
   *
   * @param bytes of its files
   */
  default void begun(String layer, long bytes) {}

  /** More bytes of the layer's tar were taken in. */
  default void advanced(String layer, long bytes) {}

  /** The layer is in the store. */
  default void ended(Layer layer) {}

  /** The layer was in the store already. */
  default void found(Layer layer) {}

  /** A sentence about something that was broken and is made again. */
  default void remark(String sentence) {}
}
