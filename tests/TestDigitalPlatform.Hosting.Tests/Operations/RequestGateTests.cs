using TestDigitalPlatform.Hosting.Operations;

namespace TestDigitalPlatform.Hosting.Tests.Operations;

public sealed class RequestGateTests
{
    private static readonly Caller Ann = new(UserId.Parse("ann"), Role.CustomerUser, CustomerId.Parse("acme"));
    private static readonly Caller Bob = Ann with { User = UserId.Parse("bob") };
    private static readonly Caller Stranger = Ann with { Customer = CustomerId.Parse("globex") };
    private static readonly Caller Operator = new(UserId.Parse("acme"), Role.PlatformMaintenance, null);

    [Fact]
    public void Gives_one_customer_no_more_than_its_share_and_all_no_more_than_there_is()
    {
        var gate = Gate(places: 4, share: 0.5);

        Enter(gate, Ann, Bob, Ann, Stranger, Operator, null, Stranger).ShouldBe(
        [
            RequestGate.Entry.Granted, RequestGate.Entry.Granted, RequestGate.Entry.ShareUsedUp,
            RequestGate.Entry.Granted, RequestGate.Entry.Granted, RequestGate.Entry.Full, RequestGate.Entry.Full,
        ]);
        gate.Leave(Bob);
        gate.Leave(Operator);
        Enter(gate, Ann, Bob, null).ShouldBe(
            [RequestGate.Entry.Granted, RequestGate.Entry.ShareUsedUp, RequestGate.Entry.Granted]);
    }

    [Fact]
    public void Gives_all_to_whoever_comes_when_the_share_is_all() =>
        Enter(Gate(places: 3, share: 1), Ann, Ann, Ann, Ann).ShouldBe(
            [RequestGate.Entry.Granted, RequestGate.Entry.Granted, RequestGate.Entry.Granted, RequestGate.Entry.Full]);

    [Fact]
    public void Leaves_places_for_a_third_when_two_want_all()
    {
        var gate = Gate(places: 500, share: 0.5);
        for (var i = 0; i < 500; i++)
            Enter(gate, Ann, Stranger);

        Enter(gate, Operator, null).ShouldBe([RequestGate.Entry.Granted, RequestGate.Entry.Granted]);
        Enter(gate, [.. Enumerable.Repeat(Operator, 80)]).ShouldAllBe(entry => entry == RequestGate.Entry.Granted);
    }

    [Theory]
    [InlineData(0.5, 250)]
    [InlineData(0.1, 50)]
    [InlineData(0.9, 450)]
    [InlineData(1, 500)]
    public void Gives_one_alone_its_share(double share, int places)
    {
        var gate = Gate(places: 500, share);

        Enter(gate, [.. Enumerable.Repeat(Ann, 500)]).Count(entry => entry == RequestGate.Entry.Granted).ShouldBe(places);
    }

    [Fact]
    public void Gives_each_one_place_at_least() =>
        Enter(Gate(places: 3, share: 0.01), Ann, Ann, Stranger).ShouldBe(
            [RequestGate.Entry.Granted, RequestGate.Entry.ShareUsedUp, RequestGate.Entry.Granted]);

    [Fact]
    public void Takes_no_memory_for_a_request()
    {
        var gate = Gate(places: 100, share: 0.5);
        PassThrough(gate, 1_000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        PassThrough(gate, 10_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static RequestGate Gate(int places, double share) =>
        new(new PlatformOptions { MaxConcurrentRequests = places, CustomerShare = share });

    private static List<RequestGate.Entry> Enter(RequestGate gate, params Caller?[] callers) =>
        [.. callers.Select(gate.TryEnter)];

    private static void PassThrough(RequestGate gate, int times)
    {
        for (var i = 0; i < times; i++)
        {
            gate.TryEnter(Ann);
            gate.TryEnter(Stranger);
            gate.Leave(Ann);
            gate.Leave(Stranger);
        }
    }
}
