using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Hosting.Binding;
using TestDigitalPlatform.Hosting.Operations;
using static TestDigitalPlatform.GeneratedPlatform;

namespace TestDigitalPlatform.Hosting.Tests.Binding;

/// <summary>What a binder allocates: the message, what the message holds, and the binding itself.</summary>
public sealed class BindingCostTests
{
    [Fact]
    public void A_command_costs_its_message() =>
        Bytes(MakeThingOperation.Bind, """{"title":"Chair"}""", "").ShouldBeLessThan(150);

    [Fact]
    public void A_command_without_a_body_costs_its_message() =>
        Bytes(RemoveThingOperation.Bind, "", "").ShouldBeLessThan(150);

    // The list of tags and the filter by colour, which the contract makes, are in it.
    [Fact]
    public void A_list_with_filters_costs_its_message_and_conditions() =>
        Bytes(ListThingsOperation.Bind, "", "?count=true&size=1&title.contains=abc").ShouldBeLessThan(1_100);

    private static long Bytes<T>(MessageBinder<T> bind, string body, string query)
        where T : class
    {
        const int Times = 1_000;
        var binding = Requests.Make(query, body, [("thing", Requests.Id)]);
        for (var i = 0; i < 200; i++)
            bind(binding).ShouldNotBeNull();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
            bind(binding);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Times;
    }
}
