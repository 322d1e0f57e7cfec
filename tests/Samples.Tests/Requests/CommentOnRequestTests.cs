using Requests;
using Requests.Contracts;
using Requests.Contracts.Events;

namespace Samples.Tests.Requests;

public sealed class CommentOnRequestTests
{
    private static readonly CommentOnRequest Command = new(RequestsGiven.Id, "Any news?");

    [Theory]
    [InlineData(RequestStatus.Submitted)]
    [InlineData(RequestStatus.Attending)]
    [InlineData(RequestStatus.Escalated)]
    public void Adds_a_comment_and_leaves_the_state_as_it_is(RequestStatus status)
    {
        var decision = CommentOnRequestHandler.Decide(Command, RequestsGiven.A(status), Given.ByUser());

        decision.ShouldStoreStatus(status);
        decision.Value(0, "comment_count").ShouldBe(1);
        decision.Values(1, "kind", "text", "written_by").ShouldBe(["comment", "Any news?", "ann"]);
    }

    [Fact]
    public void Tells_who_asked_and_who_attends()
    {
        var request = RequestsGiven.A(RequestStatus.Attending, assignee: Given.Bob);

        var decision = CommentOnRequestHandler.Decide(Command, request, Given.ByPlatform());

        decision.Events.ShouldHaveSingleItem().ShouldBe(new RequestCommented(
            request.Id, Given.Acme, decision.Answer.Id, Given.Ann, Given.Bob, UserId.Parse("pia"), Given.Now));
    }

    [Theory]
    [InlineData(RequestStatus.Resolved)]
    [InlineData(RequestStatus.Rejected)]
    public void Refuses_a_comment_on_a_closed_request(RequestStatus status) =>
        CommentOnRequestHandler.Decide(Command, RequestsGiven.A(status), Given.ByUser())
            .Refusal.ShouldBe(Request.Closed);

    [Theory]
    [InlineData(199, false)]
    [InlineData(200, true)]
    public void Takes_200_comments(int comments, bool full)
    {
        var request = RequestsGiven.A(RequestStatus.Submitted) with { CommentCount = comments };

        var refusal = CommentOnRequestHandler.Decide(Command, request, Given.ByUser()).Refusal;

        refusal.ShouldBe(full ? CommentOnRequestHandler.TooManyComments : null);
    }
}
