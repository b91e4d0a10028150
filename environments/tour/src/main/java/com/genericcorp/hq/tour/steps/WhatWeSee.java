package com.genericcorp.hq.tour.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.tour.stage.Organization;
import com.genericcorp.hq.tour.stage.Tour;
import com.genericcorp.hq.tour.stage.TourStep;
import java.io.IOException;

/** The organisations, their addresses and what they use of their tiers. */
public final class WhatWeSee implements TourStep {
  @Override
  public String title() {
    return "What we see";
  }

  @Override
  public void play(Tour tour) throws IOException {
    for (Organization organization : tour.organizations()) {
      JsonNode seen = organization.read("/api/organization");
      tour.stage()
          .show(
              "%s, tier '%s', %d of %s agents: %s",
              seen.path("name").asText(),
              seen.path("tier").asText(),
              seen.path("used").path("agents").asInt(),
              allowed(seen.path("limits").path("agents")),
              tour.url(organization.slug(), "/board"));
    }
    UsageGrows.noteBefore(tour);
  }

  /** A limit in words. */
  static String allowed(JsonNode limit) {
    return limit.isNumber() ? limit.asText() : "any number of";
  }
}
