package com.genericcorp.hq.plan.refresh;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.plan.prices.Price;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.pricing.PricingClient;
import software.amazon.awssdk.services.pricing.model.Filter;
import software.amazon.awssdk.services.pricing.model.FilterType;
import software.amazon.awssdk.services.pricing.model.GetProductsRequest;

/**
 * AWS's Pricing API. It asks where {@code AWS_ENDPOINT_URL_PRICING} says, if that is set, as AWS's
 * own tools do.
 */
final class PriceList implements AutoCloseable {
  /** The API is there and in few other regions; it knows the prices of all. */
  private static final Region HOME = Region.US_EAST_1;

  private final PricingClient client;

  PriceList(PricingClient client) {
    this.client = client;
  }

  static PriceList ofAws() {
    // The SDK would log; here it has nowhere to, and the user need not hear of that.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    return new PriceList(
        PricingClient.builder()
            .region(HOME)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build());
  }

  /**
   * Today's price of a product on demand.
   *
   * @return empty when AWS has none or several of the kind
   * @throws Failed when AWS cannot be asked
   */
  Optional<BigDecimal> price(Price price) {
    List<Filter> filters = new ArrayList<>();
    filters.add(filter("regionCode", price.region()));
    price
        .product()
        .forEach(
            (field, value) -> {
              if (!field.equals("service")) {
                filters.add(filter(field, value));
              }
            });
    try {
      List<String> products =
          client
              .getProducts(
                  GetProductsRequest.builder()
                      .serviceCode(price.product().get("service"))
                      .filters(filters)
                      .formatVersion("aws_v1")
                      .maxResults(10)
                      .build())
              .priceList();
      return products.size() == 1 ? onDemand(products.get(0)) : Optional.empty();
    } catch (AwsServiceException refused) {
      throw new Failed(
          refused,
          "AWS refused its prices: %s. It needs the permission pricing:GetProducts; 'aws sts"
              + " get-caller-identity' shows who you are",
          refused.awsErrorDetails() == null
              ? refused.getMessage()
              : refused.awsErrorDetails().errorCode());
    } catch (SdkClientException none) {
      throw new Failed(
          none,
          String.valueOf(none.getMessage()).startsWith("Unable to load credentials")
              ? "there are no credentials of AWS: log in ('aws sso login') or set AWS_PROFILE, and"
                  + " ask again"
              : "AWS cannot be asked for its prices: " + none.getMessage());
    }
  }

  private static Filter filter(String field, String value) {
    return Filter.builder().type(FilterType.TERM_MATCH).field(field).value(value).build();
  }

  /** The first tier that is not free. */
  private static Optional<BigDecimal> onDemand(String product) {
    try {
      List<BigDecimal> tiers = new ArrayList<>();
      for (JsonNode term : Json.mapper().readTree(product).path("terms").path("OnDemand")) {
        List<JsonNode> dimensions = new ArrayList<>();
        term.path("priceDimensions").forEach(dimensions::add);
        dimensions.sort(
            java.util.Comparator.comparing(
                one -> new BigDecimal(one.path("beginRange").asText("0"))));
        for (JsonNode dimension : dimensions) {
          BigDecimal usd = new BigDecimal(dimension.path("pricePerUnit").path("USD").asText("0"));
          if (usd.signum() > 0) {
            tiers.add(usd.stripTrailingZeros());
          }
        }
      }
      return tiers.stream().findFirst();
    } catch (JsonProcessingException | NumberFormatException problem) {
      throw new Failed(problem, "AWS answered with a price that cannot be read: %s", problem);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
