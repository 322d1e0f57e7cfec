using System.Net;
using System.Net.Http.Headers;
using Requests;
using Requests.Contracts;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Client.Tests;

/// <summary>A real service is called by its contracts alone.</summary>
public sealed class RequestsTests
{
    [Fact]
    public async Task Sends_a_command_and_asks_for_what_it_made()
    {
        await using var service = await TestService.Start("requests", RequestsService.Create);
        var ann = Ann(service);

        var receipt = await ann.Send(AnyRequest with { Priority = Priority.Urgent }, cancellationToken: Cancel);
        var request = await ann.Query(new GetRequest(receipt.Id), Cancel);

        request.Title.ShouldBe(AnyRequest.Title);
        request.Priority.ShouldBe(Priority.Urgent);
        request.SubmittedBy.ShouldBe(UserId.Parse("ann"));
    }

    [Fact]
    public async Task Reads_a_list_as_one_stream_and_asks_for_no_page_that_nobody_reads()
    {
        await using var service = await TestService.Start("requests", RequestsService.Create);
        var counting = new Counting(new HttpClientHandler());
        using var http = SignedIn(service, counting);
        var ann = new ServiceClient(http);
        for (var i = 0; i < 3; i++)
            await ann.Send(AnyRequest with { Title = $"Request {i}" }, cancellationToken: Cancel);
        counting.Requests.Clear();
        var query = new ListRequests { Limit = 2, Sort = "title", Title = Filter.Where(Operators.StartsWith, "req") };

        var all = await ann.Query(query, Cancel).Select(r => r.Title).ToListAsync(Cancel);
        var pages = counting.Requests.Count;
        var first = await ann.Query(query, Cancel).FirstAsync(Cancel);

        all.ShouldBe(["Request 0", "Request 1", "Request 2"]);
        pages.ShouldBe(2);
        first.Title.ShouldBe("Request 0");
        counting.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Reads_a_page_with_its_count()
    {
        await using var service = await TestService.Start("requests", RequestsService.Create);
        var ann = Ann(service);
        await ann.Send(AnyRequest, cancellationToken: Cancel);
        await ann.Send(AnyRequest, cancellationToken: Cancel);

        var page = await ann.Page(new ListRequests { Limit = 1, Count = true }, Cancel);

        page.Items.Count.ShouldBe(1);
        page.Count.ShouldBe(2);
        page.Next.ShouldNotBeNull();
    }

    [Fact]
    public async Task Stops_reading_when_it_is_told_to()
    {
        await using var service = await TestService.Start("requests", RequestsService.Create);
        var ann = Ann(service);
        await ann.Send(AnyRequest, cancellationToken: Cancel);
        await ann.Send(AnyRequest, cancellationToken: Cancel);
        using var stop = new CancellationTokenSource();

        var reading = async () =>
        {
            await foreach (var request in ann.Query(new ListRequests { Limit = 1 }).WithCancellation(stop.Token))
                await stop.CancelAsync();
        };

        await Should.ThrowAsync<OperationCanceledException>(reading);
    }

    [Fact]
    public async Task Does_once_what_is_sent_twice_with_one_key()
    {
        await using var service = await TestService.Start("requests", RequestsService.Create);
        var ann = Ann(service);
        var same = new SendOptions { IdempotencyKey = "the lift" };

        var first = await ann.Send(AnyRequest, same, Cancel);
        var second = await ann.Send(AnyRequest, same, Cancel);
        var other = await ann.Send(AnyRequest, cancellationToken: Cancel);

        second.ShouldBe(first);
        other.ShouldNotBe(first);
    }

    [Fact]
    public async Task Tells_a_refusal_by_its_code()
    {
        await using var service = await TestService.Start("requests", RequestsService.Create);
        var ann = Ann(service);
        var receipt = await ann.Send(AnyRequest, cancellationToken: Cancel);
        var reopen = new ReopenRequest(receipt.Id, "It is stuck again.");

        var refused = await Should.ThrowAsync<RefusedByServiceException>(ann.Send(reopen, cancellationToken: Cancel));

        refused.Status.ShouldBe(409);
        refused.Is(new Refusal(refused.Code, "Any words.")).ShouldBeTrue();
        refused.Is(new Refusal("requests.other", refused.Detail)).ShouldBeFalse();
        refused.Code.ShouldStartWith("requests.");
        refused.Operation.ShouldBe("POST /requests/{request}/reopening");
        refused.TraceId.ShouldNotBeNullOrEmpty();
        refused.Message.ShouldContain(refused.Code);
    }

    [Fact]
    public async Task Tells_what_is_wrong_with_which_part()
    {
        await using var service = await TestService.Start("requests", RequestsService.Create);

        var refused = await Should.ThrowAsync<RefusedByServiceException>(
            Ann(service).Send(AnyRequest with { Title = new string('x', 201) }, cancellationToken: Cancel));

        refused.Code.ShouldBe("invalid_request");
        refused.Errors.ShouldHaveSingleItem().Field.ShouldBe("title");
    }

    [Fact]
    public async Task Holds_a_command_to_the_version_it_was_decided_on()
    {
        await using var service = await TestService.Start("requests", RequestsService.Create);
        var administrator = new ServiceClient(service.SignIn(Role.CustomerAdministrator, "acme", "bob"));
        var receipt = await Ann(service).Send(AnyRequest, cancellationToken: Cancel);
        var assign = new AssignRequest(receipt.Id, UserId.Parse("bob"));
        var seen = await administrator.Query(new GetRequest(receipt.Id), Cancel);

        await administrator.Send(assign, new SendOptions { IfMatch = seen.Version }, Cancel);
        var refused = await Should.ThrowAsync<RefusedByServiceException>(
            administrator.Send(assign, new SendOptions { IfMatch = seen.Version }, Cancel));

        refused.Status.ShouldBe((int)HttpStatusCode.PreconditionFailed);
        refused.Code.ShouldBe("precondition_failed");
    }

    [Fact]
    public async Task Tells_that_nobody_is_signed_in()
    {
        await using var service = await TestService.Start("requests", RequestsService.Create);
        var nobody = new ServiceClient(service.Anonymous());

        var refused = await Should.ThrowAsync<RefusedByServiceException>(nobody.Page(new ListRequests(), Cancel));

        refused.Status.ShouldBe(401);
    }

    private static SubmitRequest AnyRequest { get; } = new("The lift is stuck", "Between two floors.");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ServiceClient Ann(TestService service) =>
        new(service.SignIn(Role.CustomerUser, "acme", "ann"));

    private static HttpClient SignedIn(TestService service, HttpMessageHandler handler)
    {
        var token = service.Token(new Caller(UserId.Parse("ann"), Role.CustomerUser, CustomerId.Parse("acme")));
        var http = new HttpClient(handler) { BaseAddress = service.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private sealed class Counting(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        internal List<Uri?> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request.RequestUri);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
