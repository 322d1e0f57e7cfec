using TestDigitalPlatform.RabbitMq.Wire;

namespace TestDigitalPlatform.RabbitMq.Tests.Wire;

public sealed class WireNamesTests
{
    [Theory]
    [InlineData("Acme.Sales.OrderPlaced", "Acme.Sales:OrderPlaced")]
    [InlineData("OrderPlaced", ":OrderPlaced")]
    [InlineData("Acme.Sales.Events+OrderPlaced", "Acme.Sales:OrderPlaced")]
    [InlineData("Acme.Changed`1[[Acme.Order, Acme, Version=1.0.0.0]]", "Acme:Changed`1")]
    public void An_event_has_the_exchange_that_NServiceBus_gives_it(string wireName, string exchange) =>
        WireNames.ExchangeOf(wireName).ShouldBe(exchange);

    [Fact]
    public void A_name_that_is_too_long_is_cut_and_stays_unlike_others()
    {
        var (one, other) = ("Acme." + new string('ä', 200), "Acme." + new string('ä', 201));

        WireNames.ExchangeOf(one).ShouldNotBe(WireNames.ExchangeOf(other));
        System.Text.Encoding.UTF8.GetByteCount(WireNames.ExchangeOf(one)).ShouldBeLessThanOrEqualTo(255);
    }

    [Fact]
    public void An_instant_is_28_characters_with_a_colon_before_the_microseconds()
    {
        var instant = new DateTimeOffset(2026, 4, 29, 23, 56, 55, TimeSpan.FromHours(2)).AddMicroseconds(590_807);

        WireTime.Write(instant).ShouldBe("2026-04-29 21:56:55:590807 Z");
        WireTime.Read("2026-04-29 21:56:55:590807 Z").ShouldBe(instant);
        WireTime.Read("2026-04-29T21:56:55.590807Z").ShouldBe(instant);
        WireTime.Read("yesterday").ShouldBeNull();
        WireTime.Read(null).ShouldBeNull();
    }
}
