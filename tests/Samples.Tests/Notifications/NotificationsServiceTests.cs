using System.Net.Http.Headers;
using Customers.Contracts;
using Customers.Contracts.Events;
using Notifications;
using Notifications.Contracts;
using Requests.Contracts;
using Requests.Contracts.Events;
using TestDigitalPlatform.Testing;

namespace Samples.Tests.Notifications;

public sealed class NotificationsServiceTests : IAsyncLifetime
{
    private static readonly RequestId Request = RequestId.From(Guid.Parse("019b76a3-0000-7000-8000-000000000001"));
    private static readonly UserId Admin = UserId.Parse("admin");

    private readonly string folder = Directory.CreateTempSubdirectory("tdp-mail-").FullName;
    private TestService service = null!;

    public async ValueTask InitializeAsync() => service = await TestService.Start(
        "notifications", NotificationsService.Create, $"Notifications:Mail:Folder={folder}");

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_happens_to_a_request_is_listed_read_and_mailed()
    {
        await service.Publish(new UserInvited(Given.Acme, Given.Ann, "ann@acme.example", "Ann", UserRole.CustomerUser, Given.Now));
        await service.Publish(new RequestAttended(Request, Given.Acme, Given.Ann, Admin, Given.Now));
        await service.Publish(new RequestResolved(Request, Given.Acme, Given.Ann, Admin, Given.Now));
        var ann = service.Client(Role.CustomerUser, "acme", Given.Ann.Value);

        (await ann.Page(new ListNotifications())).Items.Select(n => (n.Number, n.Kind, n.IsRead)).ShouldBe(
            [(2, NotificationKind.RequestResolved, false), (1, NotificationKind.RequestAttended, false)]);
        await ann.Send(new ReadNotifications(1));
        (await ann.Page(new ListNotifications { IsRead = Filter.Is(false) })).Items.ShouldHaveSingleItem().Number.ShouldBe(2);
        (await service.Client(Role.CustomerUser, "acme", "bob").Page(new ListNotifications())).Items.ShouldBeEmpty();
        (await service.Client(Role.CustomerUser, "globex", Given.Ann.Value).Page(new ListNotifications())).Items.ShouldBeEmpty();

        await service.Until(() => Task.FromResult(Directory.GetFiles(folder, "*.eml").Length == 2));
        var mails = Directory.GetFiles(folder, "*.eml").Select(File.ReadAllText).ToArray();
        mails.ShouldAllBe(mail => mail.Contains("To: ann@acme.example"));
        mails.Count(mail => mail.Contains("Subject: Your request was resolved.")).ShouldBe(1);
    }

    [Fact]
    public async Task Somebody_who_does_not_want_to_be_told_is_not()
    {
        var ann = service.Client(Role.CustomerUser, "acme", Given.Ann.Value);
        await ann.Send(new ChangePreference(NotificationKind.RequestAttended, InApp: false, ByEmail: false));

        await service.Publish(new RequestAttended(Request, Given.Acme, Given.Ann, Admin, Given.Now));
        await service.Publish(new RequestResolved(Request, Given.Acme, Given.Ann, Admin, Given.Now));

        (await ann.Page(new ListNotifications())).Items.ShouldHaveSingleItem().Kind.ShouldBe(NotificationKind.RequestResolved);
        var preferences = await ann.Query(new GetPreferences());
        preferences.Kinds.Single(p => !p.InApp).Kind.ShouldBe(NotificationKind.RequestAttended);
        preferences.Kinds.Count.ShouldBe(Enum.GetValues<NotificationKind>().Length);
    }

    [Fact]
    public async Task A_stream_sends_what_is_new_and_takes_up_where_it_was_lost()
    {
        await service.Publish(new RequestAttended(Request, Given.Acme, Given.Ann, Admin, Given.Now));
        using var client = service.SignIn(Role.CustomerUser, "acme", Given.Ann.Value);
        await using (var first = await Stream.Open(client, null))
        {
            await service.Publish(new RequestResolved(Request, Given.Acme, Given.Ann, Admin, Given.Now));
            (await first.Next()).ShouldBe("2");
        }

        await service.Publish(new RequestReopened(Request, Given.Acme, Given.Ann, Admin, Given.Now));
        await using var again = await Stream.Open(client, "1");

        (await again.Next()).ShouldBe("2");
        (await again.Next()).ShouldBe("3");
        await service.Publish(new RequestRejected(Request, Given.Acme, Given.Ann, Admin, Given.Now));
        (await again.Next()).ShouldBe("4");
    }

    [Fact]
    public async Task Administrators_are_told_of_what_nobody_attends_to()
    {
        await service.Publish(new UserInvited(
            Given.Acme, Admin, "admin@acme.example", "Admin", UserRole.CustomerAdministrator, Given.Now));

        await service.Publish(new RequestDelayed(Request, Given.Acme, "Printer", Given.Now.AddHours(1), Given.Now));

        (await service.Client(Role.CustomerAdministrator, "acme", "admin").Page(new ListNotifications())).Items
            .ShouldHaveSingleItem().Text.ShouldContain("'Printer'");
    }

    /// <summary>Server-sent events, by their ids.</summary>
    private sealed class Stream(HttpResponseMessage response, StreamReader reader) : IAsyncDisposable
    {
        private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

        internal static async Task<Stream> Open(HttpClient client, string? lastEventId)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/notifications/live");
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            if (lastEventId is not null)
                request.Headers.Add("Last-Event-ID", lastEventId);
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            response.EnsureSuccessStatusCode();
            return new Stream(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
        }

        internal async Task<string> Next()
        {
            using var limit = new CancellationTokenSource(Limit);
            while (await reader.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                    return line[4..];
            }

            throw new EndOfStreamException();
        }

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
