using Items;
using Items.Authentication;
using JasperFx;
using JasperFx.CodeGeneration;
using Npgsql;
using Wolverine;
using Wolverine.Http;
using Wolverine.Postgresql;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
var connection = builder.Configuration.GetConnectionString("items")!;
builder.Services.AddSingleton(NpgsqlDataSource.Create(connection));
builder.Services.AddWolverineHttp();
builder.Host.UseWolverine(options =>
{
    options.PersistMessagesWithPostgresql(connection, "wolverine");
    options.Durability.Mode = DurabilityMode.Solo;
    options.Policies.UseDurableLocalQueues();

    // As in production: the code is generated when this is built.
    options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
    if (builder.Configuration["GeneratedCode"] is { } folder)
        options.CodeGeneration.GeneratedCodeOutputPath = folder;
});
var tokens = builder.AddTokens();
var app = builder.Build();
tokens.Use(app);
app.MapWolverineEndpoints();
app.MapProbe();
if (args is ["codegen", ..])
    return await app.RunJasperFxCommands(args);

await app.RunAsync();
return 0;
