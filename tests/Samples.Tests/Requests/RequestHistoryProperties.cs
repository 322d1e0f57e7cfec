using FsCheck;
using FsCheck.Fluent;
using Requests;
using Requests.Contracts;
using static Samples.Tests.Requests.RequestHistory;

namespace Samples.Tests.Requests;

public sealed class RequestHistoryProperties
{
    private static readonly Gen<Step> AnyStep =
        from what in Gen.Elements(Enum.GetValues<What>())
        from user in Gen.Elements(Given.Ann, Given.Bob)
        from role in Gen.Elements(Role.CustomerUser, Role.CustomerAdministrator, Role.PlatformAdministrator)
        from days in Gen.Frequency((6, Gen.Constant(0)), (2, Gen.Choose(1, 14)), (1, Gen.Choose(15, 30)))
        select new Step(what, user, role, days);

    [Fact]
    public void No_sequence_of_commands_reaches_an_illegal_state() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000),
        Prop.ForAll(Gen.ListOf(AnyStep, 40).ToArbitrary(), steps => IllegalStateAfter(steps) is null));

    private static string? IllegalStateAfter(IEnumerable<Step> steps)
    {
        var history = new RequestHistory();
        foreach (var step in steps)
        {
            if ((history.Play(step) ?? WhatIsIllegal(history)) is { } illegal)
                throw new InvalidOperationException($"After {step}: {illegal}");
        }

        return null;
    }

    private static string? WhatIsIllegal(RequestHistory history)
    {
        var request = history.Request;
        return (request.IsOpen == request.ClosedAt is null, request.IsOpen == (history.OpenCount == 1)) switch
        {
            (false, _) => "A request has a closing time exactly when it is closed.",
            (_, false) => "The account counts exactly the open requests.",
            _ when history.HasOpenIssue != request.Status is RequestStatus.Escalated =>
                "An issue is open exactly while its request is escalated.",
            _ => null,
        };
    }
}
