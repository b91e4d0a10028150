package com.genericcorp.hq.builder.build;

import com.genericcorp.hq.builder.layers.LayerCache.Layers;
import com.genericcorp.hq.builder.oci.BaseConfig;
import java.util.Optional;

/**
 * What an image begins with.
 *
 * @param config of a registry's image; packages have none
 */
record ImageBase(Layers layers, Optional<BaseConfig> config) {}
