package com.genericcorp.hq.server.seed;

import java.util.List;

/**
 * What a sample organisation's people ask of their agents. A {@code #} in a title becomes a number.
 */
record SampleTexts(List<AgentText> agents, List<String> results, List<String> errors) {
  /** An agent and what it is asked to do. */
  record AgentText(String name, String description, List<String> titles) {}

  private static final List<String> RESULTS =
      List.of(
          "Done; nothing unusual.",
          "Done; two remarks are in the document.",
          "Done and filed; the owner was told.",
          "Done; one item needs a person's look.",
          "Finished ahead of the due date.");

  private static final List<String> ERRORS =
      List.of(
          "The supplier's portal did not answer within 30 s.",
          "The document has no text layer.",
          "Two records match; a person has to choose.",
          "Access to the folder was refused.");

  /** The texts of the organisation; one that is not known gets an office's. */
  static SampleTexts of(String slug) {
    return new SampleTexts(
        switch (slug) {
          case "acme" -> ACME;
          case "globex" -> GLOBEX;
          case "initech" -> INITECH;
          default -> OFFICE;
        },
        RESULTS,
        ERRORS);
  }

  private static final List<AgentText> ACME =
      List.of(
          new AgentText(
              "Priya (purchasing)",
              "Compares quotes and prepares orders",
              List.of(
                  "Compare quotes for bearing set #",
                  "Prepare purchase order #",
                  "Check delivery dates of order #")),
          new AgentText(
              "Otto (maintenance)",
              "Watches machines and plans their service",
              List.of(
                  "Summarise vibration log of press #",
                  "Plan service of conveyor #",
                  "Order spare parts for robot #")),
          new AgentText(
              "Ines (quality)",
              "Reads inspection reports",
              List.of(
                  "Review inspection report #",
                  "Draft answer to complaint #",
                  "Update the checklist of line #")));

  private static final List<AgentText> GLOBEX =
      List.of(
          new AgentText(
              "Dana (dispatch)",
              "Plans tours and answers carriers",
              List.of("Plan tour #", "Confirm pick-up #", "Find a carrier for shipment #")),
          new AgentText(
              "Kofi (customs)",
              "Prepares declarations",
              List.of(
                  "Prepare customs declaration #",
                  "Check tariff codes of shipment #",
                  "Ask for the certificate of origin #")),
          new AgentText(
              "Mei (customer care)",
              "Answers where things are",
              List.of("Answer enquiry #", "Trace parcel #", "Write the weekly delay report #")),
          new AgentText(
              "Luis (billing)",
              "Checks freight invoices",
              List.of("Check freight invoice #", "Dispute surcharge on invoice #")));

  private static final List<AgentText> INITECH =
      List.of(
          new AgentText(
              "Sam (support)",
              "Sorts tickets and drafts answers",
              List.of(
                  "Triage ticket #", "Draft answer to ticket #", "Find duplicates of ticket #")),
          new AgentText(
              "Noor (release notes)",
              "Turns changes into words",
              List.of("Write release notes for build #", "Summarise change #")),
          new AgentText(
              "Tess (reports)",
              "Writes the reports nobody likes to write",
              List.of("Fill the cover sheet of report #", "Compile status report #")));

  private static final List<AgentText> OFFICE =
      List.of(
          new AgentText(
              "Alex (office)",
              "Does what comes up",
              List.of("Summarise document #", "Prepare meeting #", "Answer letter #")));
}
