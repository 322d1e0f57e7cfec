using Notifications;
using Notifications.Contracts;
using Notifications.Contracts.Events;
using Requests.Contracts;
using Requests.Contracts.Events;

namespace Samples.Tests.Notifications;

public sealed class NewsTests
{
    private static readonly RequestId Request = RequestId.From(Guid.Parse("019b76a3-0000-7000-8000-000000000001"));
    private static readonly UserId Admin = UserId.Parse("admin");

    [Fact]
    public void Tells_the_author_that_work_has_started()
    {
        var news = News.Of(new RequestAttended(Request, Given.Acme, Given.Ann, Admin, Given.Now));

        (news.Kind, news.ToAdministrators).ShouldBe((NotificationKind.RequestAttended, false));
        news.Users.ShouldBe([Given.Ann]);
    }

    [Fact]
    public void Tells_nobody_what_they_have_done_themselves()
    {
        News.Of(new RequestAttended(Request, Given.Acme, Given.Ann, Given.Ann, Given.Now)).Users.ShouldBeEmpty();
        News.Of(new RequestCommented(Request, Given.Acme, CommentId.From(Guid.NewGuid()), Given.Ann, Admin, Given.Ann, Given.Now)).Users
            .ShouldBe([Admin]);
    }

    [Fact]
    public void Sends_a_mail_to_those_who_want_one_and_whose_address_is_known()
    {
        var @event = new RequestResolved(Request, Given.Acme, Given.Ann, Admin, Given.Now);

        var decision = NewsHandler.Decide(
            @event,
            [
                new Reader(UserId.Parse("a"), "a@acme.example", InApp: true, ByEmail: true),
                new Reader(UserId.Parse("b"), "b@acme.example", InApp: true, ByEmail: false),
                new Reader(UserId.Parse("c"), null, InApp: false, ByEmail: true),
            ],
            new EventContext(Given.Acme, "requests", Given.Now, Given.Now));

        decision.Calls.ShouldHaveSingleItem().ShouldBeOfType<SendMail>().To.ShouldBe("a@acme.example");
        decision.Events.ShouldHaveSingleItem().ShouldBeOfType<NotificationAdded>().Users.Select(u => u.Value).ShouldBe(["a", "b"]);
    }
}
