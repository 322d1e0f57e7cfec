using System.Net;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Http;

public sealed class PermissionTests
{
    [Fact]
    public async Task Lets_in_by_role_or_by_permission_and_names_what_is_missing()
    {
        await using var service = await NotesService.Start();
        await service.Ann().Write();

        var refused = await service.Ann().DeleteAsync("/notes");

        await refused.ShouldBeProblem(HttpStatusCode.Forbidden, "permission_required");
        (await refused.Json()).GetProperty("permissions")[0].GetString().ShouldBe("notes.clear");
        (await service.Database.Scalar<string>("select concat_ws('/', actor, outcome, reason) from tdp.audit where operation = 'ClearNotes'"))
            .ShouldBe("ann/denied/permission_required");
        await (await Granted(service, "notes.clear.all", "Notes.clear", "other.clear").DeleteAsync("/notes"))
            .ShouldBeProblem(HttpStatusCode.Forbidden, "permission_required");
        (await service.Database.Scalar<long>("select count(*) from note")).ShouldBe(1);
        await (await service.SignIn(Role.PlatformMaintenance).DeleteAsync("/notes"))
            .ShouldBeProblem(HttpStatusCode.Forbidden, "role_not_allowed");

        (await Granted(service, "other.thing", "notes.clear").DeleteAsync("/notes")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await service.Database.Scalar<long>("select count(*) from note")).ShouldBe(0);
        (await service.SignIn(Role.CustomerAdministrator, "acme").DeleteAsync("/notes")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Tells_a_client_which_permission_is_missing()
    {
        await using var service = await NotesService.Start();

        var refused = await Should.ThrowAsync<RefusedByServiceException>(
            () => service.Client(Role.CustomerUser, "acme").Send(new ClearNotes()));

        refused.Code.ShouldBe("permission_required");
        refused.Permissions.ShouldBe(["notes.clear"]);
        await service.Client(Role.CustomerUser, "acme", permissions: ["notes.clear"]).Send(new ClearNotes());
    }

    [Fact]
    public async Task Keeps_answers_of_callers_with_other_permissions_apart()
    {
        await using var service = await NotesService.Start();

        (await Insight(Granted(service, "notes.inspect"))).ShouldBeTrue();
        (await Insight(service.Ann())).ShouldBeFalse();
        (await Insight(Granted(service, "notes.inspect", "other.thing"))).ShouldBeTrue();
    }

    [Fact]
    public async Task Says_in_the_document_who_needs_which_permission()
    {
        await using var service = await NotesService.Start("Platform:Docs=true");

        using var document = System.Text.Json.JsonDocument.Parse(await service.OpenApi());

        var operation = document.RootElement.GetProperty("paths").GetProperty("/notes").GetProperty("delete");
        operation.GetProperty("description").GetString()!
            .ShouldEndWith("Allowed: CustomerAdministrator, CustomerUser with the permission `notes.clear`.");
        operation.GetProperty("x-tdp-permissions").GetProperty("notes.clear")[0].GetString().ShouldBe("customerUser");
    }

    private static HttpClient Granted(TestService service, params string[] permissions) =>
        service.SignIn(Role.CustomerUser, "acme", "ann", permissions);

    private static async Task<bool> Insight(HttpClient client) =>
        (await (await client.GetAsync("/notes/insight")).Json()).GetProperty("mayInspect").GetBoolean();
}
