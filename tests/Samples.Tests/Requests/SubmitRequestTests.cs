using Requests;
using Requests.Contracts;
using Requests.Contracts.Events;

namespace Samples.Tests.Requests;

public sealed class SubmitRequestTests
{
    [Fact]
    public void Stores_a_submitted_request_of_the_callers_customer()
    {
        var decision = SubmitRequestHandler.Decide(AnyRequest(), RequestsGiven.Account(), Given.ByUser());

        decision.Values(0, "id", "customer_id", "title", "status", "priority", "submitted_by", "submitted_at").ShouldBe(
            [decision.Answer.Id.Value, "acme", "Invoice missing", "submitted", "high", "ann", Given.Now.UtcDateTime]);
        decision.CountsOneMore().ShouldBeTrue();
    }

    [Fact]
    public void Tells_what_was_asked_by_whom()
    {
        var decision = SubmitRequestHandler.Decide(AnyRequest(), RequestsGiven.Account(), Given.ByUser());

        decision.Events.ShouldHaveSingleItem().ShouldBe(new RequestSubmitted(
            decision.Answer.Id, Given.Acme, "Invoice missing", Priority.High, Given.Ann, Given.Now));
    }

    [Fact]
    public void Fills_the_last_place_that_the_plan_allows()
    {
        var account = RequestsGiven.Account(maxOpen: 3, open: 2);

        SubmitRequestHandler.Decide(AnyRequest(), account, Given.ByUser()).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Refuses_a_request_beyond_what_the_plan_allows()
    {
        var account = RequestsGiven.Account(maxOpen: 3, open: 3);

        var decision = SubmitRequestHandler.Decide(AnyRequest(), account, Given.ByUser());

        decision.Refusal.ShouldBe(CustomerAccount.TooManyOpen);
        decision.Rows.ShouldBeEmpty();
    }

    [Fact]
    public void Begins_a_new_customer_with_what_the_standard_plan_allows() =>
        CustomerAccount.New.ShouldBe(new CustomerAccount(MaxOpen: 1_000, OpenCount: 0));

    private static SubmitRequest AnyRequest() => new("Invoice missing", "March.", Priority.High);
}
