using Requests;
using Requests.Contracts;
using Requests.Contracts.Events;

namespace Samples.Tests.Requests;

public sealed class ReopenRequestTests
{
    private static readonly ReopenRequest Command = new(RequestsGiven.Id, "Wrong month.");

    [Theory]
    [InlineData(RequestStatus.Resolved)]
    [InlineData(RequestStatus.Rejected)]
    public void Takes_a_closed_request_up_again_as_nobodys(RequestStatus status)
    {
        var decision = ReopenRequestHandler.Decide(Command, Closed(status), Given.ByUser());

        decision.ShouldStoreStatus(RequestStatus.Submitted);
        decision.Value(0, "assignee").ShouldBeNull();
        decision.Values(1, "kind", "text").ShouldBe(["reopening", "Wrong month."]);
        decision.CountsOneMore().ShouldBeTrue();
        decision.Events.ShouldHaveSingleItem().ShouldBe(
            new RequestReopened(RequestsGiven.Id, Given.Acme, Given.Ann, Given.Ann, Given.Now));
    }

    [Theory]
    [InlineData(RequestStatus.Submitted)]
    [InlineData(RequestStatus.Attending)]
    [InlineData(RequestStatus.Escalated)]
    public void Refuses_to_reopen_what_is_open(RequestStatus status) =>
        ReopenRequestHandler.Decide(Command, Closed(status), Given.ByUser()).Refusal.ShouldBe(Request.NotPossibleNow);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Reopens_until_14_days_have_passed(int secondsLater, bool tooLate)
    {
        var state = Closed(RequestStatus.Resolved);
        var at = state.Request.ClosedAt!.Value.AddDays(14).AddSeconds(secondsLater);

        var refusal = ReopenRequestHandler.Decide(Command, state, Given.ByUser(at)).Refusal;

        refusal.ShouldBe(tooLate ? ReopenRequestHandler.ClosedTooLong : null);
    }

    [Fact]
    public void Lets_a_user_reopen_only_their_own()
    {
        var eve = Given.By(UserId.Parse("eve"), Role.CustomerUser);

        ReopenRequestHandler.Decide(Command, Closed(RequestStatus.Resolved), eve)
            .Refusal.ShouldBe(ReopenRequestHandler.NotYours);
    }

    [Fact]
    public void Lets_administrators_reopen_anybodys()
    {
        foreach (var administrator in new[] { Given.ByAdministrator(), Given.ByPlatform() })
        {
            ReopenRequestHandler.Decide(Command, Closed(RequestStatus.Resolved), administrator)
                .Refusal.ShouldBeNull();
        }
    }

    [Fact]
    public void Refuses_to_reopen_beyond_what_the_plan_allows()
    {
        var state = Closed(RequestStatus.Resolved) with { Account = RequestsGiven.Account(maxOpen: 3, open: 3) };

        ReopenRequestHandler.Decide(Command, state, Given.ByUser()).Refusal.ShouldBe(CustomerAccount.TooManyOpen);
    }

    private static Reopening Closed(RequestStatus status) =>
        new(RequestsGiven.A(status, assignee: Given.Bob), RequestsGiven.Account());
}
