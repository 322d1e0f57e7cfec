using Microsoft.Extensions.Configuration;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Hosting.Webhooks;
using TestDigitalPlatform.Hosting.Webhooks.Incoming;
using TestDigitalPlatform.Hosting.Webhooks.Outgoing;
using TestDigitalPlatform.Webhooks;

#pragma warning disable TDP1085, TDP1086 // They are wrong on purpose.

namespace TestDigitalPlatform.Hosting.Tests.Webhooks;

public sealed class WebhookStartTests
{
    [Fact]
    public void A_webhook_without_a_secret_or_with_one_that_is_none_is_told()
    {
        var webhooks = IncomingWebhook.Of([Of<Paid>()]);

        Codes(webhooks, mayLack: false).ShouldBe(["TDP0370"]);
        Codes(webhooks, mayLack: true).ShouldBeEmpty();
        Codes(webhooks, mayLack: true, ("Secrets:0", "whsec_short")).ShouldBe(["TDP0371"]);
        Codes(webhooks, mayLack: false, ("Secrets:0", WebhookKey.Create()), ("Secrets:1", WebhookKey.Create())).ShouldBeEmpty();
    }

    [Fact]
    public void A_path_of_customers_needs_no_secret_until_there_is_a_customer()
    {
        var webhooks = IncomingWebhook.Of([Of<OfCustomer>()]);

        Codes(webhooks, mayLack: false).ShouldBeEmpty();
        Codes(webhooks, mayLack: false, ("Customers:acme:Secrets:0", "none")).ShouldBe(["TDP0371"]);
    }

    [Fact]
    public void Webhooks_that_can_t_be_told_apart_are_told()
    {
        Should.Throw<PlatformException>(() => IncomingWebhook.Of([Of<Paid>(), Of<PaidToo>()])).Code.ShouldBe("TDP0372");
        Should.Throw<PlatformException>(() => IncomingWebhook.Of([Of<Paid>(), Of<PaidElsewhere>()])).Code.ShouldBe("TDP0372");
        Should.Throw<PlatformException>(() => IncomingWebhook.Of([Of<Paid>(), Of<Typed>()])).Code.ShouldBe("TDP0372");
        IncomingWebhook.Of([Of<Paid>(), Of<Paid>()]).Count.ShouldBe(1);
    }

    [Fact]
    public void What_can_t_be_offered_is_told()
    {
        Offer<Good>().Names.ShouldBe(["order.sent"]);
        Should.Throw<PlatformException>(() => Offer<BadName>()).ShouldSatisfyAllConditions(
            e => e.Code.ShouldBe("TDP0373"), e => e.Message.ShouldContain("'Order sent'"));
        Should.Throw<PlatformException>(() => Offer<Secret>()).ShouldSatisfyAllConditions(
            e => e.Code.ShouldBe("TDP0373"), e => e.Message.ShouldContain("sensitive"));
        Should.Throw<PlatformException>(() => WebhookOffer.Of(Service(Of<Good>(), Of<Same>()))).Code.ShouldBe("TDP0373");
    }

    private static string[] Codes(IReadOnlyList<IncomingWebhook> webhooks, bool mayLack, params (string Key, string Value)[] settings) =>
    [
        .. WebhookSecrets.Find(
            new ConfigurationBuilder().AddInMemoryCollection(settings.Select(
                s => KeyValuePair.Create($"Platform:Webhooks:payments:{s.Key}", (string?)s.Value))).Build(),
            webhooks, mayLack).Select(e => e.Code),
    ];

    private static WebhookOffer Offer<TEvent>()
        where TEvent : IEvent => WebhookOffer.Of(Service(Of<TEvent>()));

    private static ServiceDefinition Service(params EventSubscription[] handled) =>
        new(typeof(FactAttribute).Assembly, []) { Subscriptions = handled };

    private static EventSubscription Of<TEvent>()
        where TEvent : IEvent => EventSubscription.OfAny(
            typeof(TEvent), typeof(TEvent).FullName!, typeof(object), new WebhookFanOut("any"));

    [OnWebhook("/hooks/payments")]
    internal sealed record Paid(string Invoice) : Told(Invoice);

    [OnWebhook("/hooks/payments")]
    internal sealed record PaidToo(string Invoice) : Told(Invoice);

    [OnWebhook("/other/payments")]
    internal sealed record PaidElsewhere(string Invoice) : Told(Invoice);

    [OnWebhook("/hooks/payments", Type = "paid")]
    internal sealed record Typed(string Invoice) : Told(Invoice);

    [OnWebhook("/hooks/{customer}/payments")]
    internal sealed record OfCustomer(string Invoice) : Told(Invoice);

    [Webhook("order.sent")]
    internal sealed record Good(string Invoice) : Told(Invoice);

    [Webhook("order.sent")]
    internal sealed record Same(string Invoice) : Told(Invoice);

    [Webhook("Order sent")]
    internal sealed record BadName(string Invoice) : Told(Invoice);

    [Webhook("order.hidden")]
    internal sealed record Secret(string Invoice, Sensitive<string> Iban) : Told(Invoice);

    internal abstract record Told(string About) : IEvent
    {
        string IEvent.Subject => About;
    }
}
